using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Placard.DeviceGateway.Ingest;

/// <summary>Recognises the same action sent twice: everything but the keys that a device adds when it repeats.</summary>
internal static class FrameHash
{
    private const int Kept = 16;

    public static byte[] Of(JsonElement payload)
    {
        // Never longer than the whole, as each member loses its quotes, colon and comma.
        var content = ArrayPool<byte>.Shared.Rent(JsonMarshal.GetRawUtf8Value(payload).Length + 2);
        try
        {
            var length = 0;
            foreach (var property in payload.EnumerateObject())
            {
                if (!property.NameEquals("__offline"u8) && !property.NameEquals("__dispatchedAt"u8))
                {
                    length = Append(content, length, JsonMarshal.GetRawUtf8PropertyName(property));
                    length = Append(content, length, JsonMarshal.GetRawUtf8Value(property.Value));
                }
            }

            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(content.AsSpan(0, length), hash);
            return hash[..Kept].ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    private static int Append(byte[] content, int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(content.AsSpan(length));
        content[length + part.Length] = 0;
        return length + part.Length + 1;
    }
}
