using System.Buffers.Text;

namespace Placard.Api.Features.Content;

/// <summary>The MD5 of files, as clients name it to have it checked.</summary>
internal static class Md5Text
{
    public const string Reason = "must be the MD5 of the content, as 32 hex or as base64";

    private const int Bytes = 16;

    /// <summary>Base64 of what came as hex or base64; null if it is neither.</summary>
    public static string? Normalize(string text)
    {
        if (text.Length == Bytes * 2)
        {
            return text.All(char.IsAsciiHexDigit) ? Convert.ToBase64String(Convert.FromHexString(text)) : null;
        }

        Span<byte> hash = stackalloc byte[Bytes];
        return Base64.IsValid(text, out var length) && length == Bytes && Convert.TryFromBase64String(text, hash, out _) ? Convert.ToBase64String(hash) : null;
    }
}
