using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Placard.ServerTests")]
[assembly: InternalsVisibleTo("Placard.TestKit")]
