using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Placard.DeviceGateway.Ingest;

/// <summary>Recognises the same action sent twice: everything but the keys that a device adds when it repeats.</summary>
internal static class FrameHash
{
    public static byte[] Of(JsonElement payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var property in payload.EnumerateObject())
        {
            if (property.Name is not ("__offline" or "__dispatchedAt"))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(property.Name));
                hash.AppendData([0]);
                hash.AppendData(Encoding.UTF8.GetBytes(property.Value.GetRawText()));
                hash.AppendData([0]);
            }
        }

        return hash.GetHashAndReset()[..16];
    }
}
