using Placard.Domain;

namespace Placard.Server.Listening;

/// <summary>Tells the rest of the server how it is reached, as soon as that is known.</summary>
internal sealed class Addresses(Listeners listeners, PublicAddresses addresses)
{
    /// <summary>Before the server listens this works only if no port is left to the system.</summary>
    public void Publish() => listeners.Publish(addresses);
}
