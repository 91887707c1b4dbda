using System.Security.Cryptography;
using Placard.Server.Options;
using Placard.Server.Start;

namespace Placard.Server.Protection;

/// <summary>The key of signed addresses: of the master key where there is one, as all nodes share that; else of a file beside the key ring.</summary>
internal sealed class SigningKey(ServerSettings settings, DataDirectory directory)
{
    private const string Use = "signed addresses";
    private const int Bytes = 32;

    public byte[] Read()
    {
        if (settings.MasterKey is { } master)
        {
            return master.Derive(Use);
        }

        var file = Path.Combine(directory.Keys, "signing.key");
        if (!File.Exists(file))
        {
            DataDirectory.WriteSecretFile(file, RandomNumberGenerator.GetHexString(Bytes * 2, lowercase: true));
        }

        return Convert.FromHexString(File.ReadAllText(file).Trim());
    }
}
