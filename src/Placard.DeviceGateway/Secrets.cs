using System.Security.Cryptography;
using System.Text;

namespace Placard.DeviceGateway;

internal static class Secrets
{
    /// <summary>For random secrets, which need no slow hash.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
