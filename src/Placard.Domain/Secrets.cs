using System.Security.Cryptography;
using System.Text;

namespace Placard.Domain;

/// <summary>How random secrets are stored and compared: only their hash is kept. They are long and random, so a slow hash would add nothing.</summary>
public static class Secrets
{
    /// <summary>SHA-256 of the secret, 64 lower-case hex.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in constant time.</summary>
    public static bool Matches(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
