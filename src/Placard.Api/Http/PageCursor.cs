using System.Text;
using Microsoft.AspNetCore.Http;

namespace Placard.Api.Http;

/// <summary>
/// Where a page ended, as it stands in the link to the next one. Uids stand there as they are; a name that an address would read otherwise, or that a
/// client would change by decoding it once more, becomes hex.
/// </summary>
internal static class PageCursor
{
    private const char Encoded = '~';

    public static string Write(string name) =>
        name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_')
            ? name
            : Encoded + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name));

    /// <summary>Null on the first page.</summary>
    public static string? Read(HttpContext context)
    {
        var text = QueryReading.First(context, Paging.Cursor);
        if (text is not [Encoded, .. var hex])
        {
            return text;
        }

        try
        {
            var name = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Convert.FromHexString(hex));
            return name.Contains('\0', StringComparison.Ordinal) ? throw Wrong() : name;
        }
        catch (Exception fault) when (fault is FormatException or DecoderFallbackException)
        {
            throw Wrong();
        }
    }

    private static ApiException Wrong() => ApiErrors.InvalidQuery(Paging.Cursor, "is not of this list");
}
