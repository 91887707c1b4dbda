using Placard.Server.Start;

namespace Placard.Server.Administration;

/// <summary>Hands secrets to the person who typed the command: on their terminal, or, where something else takes the output, in a file that only they may read.</summary>
internal sealed class SecretOutput(DataDirectory directory, TimeProvider time)
{
    public void Hand(string what, string secrets)
    {
        if (!Console.IsOutputRedirected)
        {
            Console.WriteLine(secrets);
            return;
        }

        var file = Path.Combine(directory.Path, $"{what}-{time.GetUtcNow():yyyyMMddHHmmss}.env");
        DataDirectory.WriteSecretFile(file, secrets);
        Console.WriteLine($"The secrets are in {file}");
    }
}
