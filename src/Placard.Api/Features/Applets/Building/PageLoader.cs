using System.Text;

namespace Placard.Api.Features.Applets.Building;

/// <summary>
/// The script that loads the library into a single HTML page. It tells the page's host that it is there, gets the address of the library, loads it,
/// and tells the page. It is plain old JavaScript, as screens have browsers of many years.
/// </summary>
public static class PageLoader
{
    /// <summary>How much of a page is searched for the place.</summary>
    public const int MostSearched = 64 * 1024;

    // The page is stored as UTF-8, and browsers look for its own word about that only at its very beginning.
    private const string Script =
        """
        <meta charset="utf-8"><script>
        (function () {
          var host = window.parent;
          var loading = false;
          function tell(name) {
            var event = document.createEvent('Event');
            event.initEvent(name, false, false);
            window.dispatchEvent(event);
          }
          function ask() {
            host.postMessage({ type: 'hug_loader.ready' }, '*');
          }
          window.addEventListener('message', function (event) {
            var data = event.data;
            if (loading || event.source !== host || !data || data.type !== 'hug.api_js_uri' || typeof data.uri !== 'string') {
              return;
            }
            loading = true;
            var script = document.createElement('script');
            script.src = data.uri;
            script.onload = function () {
              window.sos.apiJsUri = data.uri;
              tell('hug.loaded');
              tell('sos.loaded');
            };
            script.onerror = function () {
              loading = false;
              setTimeout(ask, 5000);
            };
            (document.head || document.documentElement).appendChild(script);
          });
          ask();
        }());
        </script>
        """;

    /// <summary>What is put into the page.</summary>
    public static ReadOnlyMemory<byte> Bytes { get; } = Encoding.UTF8.GetBytes(Script.ReplaceLineEndings("\n"));

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Where it belongs: the beginning of the head, before any script of the page. Reads as a browser does: up to the head there can be nothing but
    /// a byte order mark, white space, comments, the document type and the tags themselves; a page may leave out each of them.
    /// </summary>
    /// <param name="html">The first bytes of the page, in an encoding that contains ASCII.</param>
    public static int FindPlace(ReadOnlySpan<byte> html)
    {
        var position = html.StartsWith(Mark) ? Mark.Length : 0;
        var place = position;
        while (true)
        {
            position += SkipSpace(html[position..]);
            var rest = html[position..];
            if (Comment(rest) is { } comment)
            {
                position += comment;
            }
            else if (rest.StartsWith("<!"u8) || rest.StartsWith("<?"u8))
            {
                var end = rest.IndexOf((byte)'>');
                if (end < 0)
                {
                    return place;
                }

                position += end + 1;
                place = IsDocumentType(rest) ? position : place;
            }
            else if (Tag(rest, "html"u8) is { } tag)
            {
                position += tag;
                place = position;
            }
            else
            {
                return Tag(rest, "head"u8) is { } head ? position + head : place;
            }
        }
    }

    private static int SkipSpace(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept(" \t\r\n\f"u8);
        return end < 0 ? text.Length : end;
    }

    // Length of a whole comment at the beginning.
    private static int? Comment(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("<!--"u8))
        {
            return null;
        }

        var inside = text[4..];
        if (inside.StartsWith(">"u8))
        {
            return 5;
        }

        if (inside.StartsWith("->"u8))
        {
            return 6;
        }

        var (usual, odd) = (inside.IndexOf("-->"u8), inside.IndexOf("--!>"u8));
        return usual >= 0 && (odd < 0 || usual < odd) ? 4 + usual + 3
            : odd >= 0 ? 4 + odd + 4
            : null;
    }

    private static bool IsDocumentType(ReadOnlySpan<byte> text) => text.Length >= 9 && Ascii.EqualsIgnoreCase(text[..9], "<!doctype"u8);

    // Length of a whole start tag of that name at the beginning. A quote opens a value only behind an equals sign.
    private static int? Tag(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        if (text.Length < name.Length + 2 || text[0] != '<' || !Ascii.EqualsIgnoreCase(text.Slice(1, name.Length), name) || !" \t\r\n\f/>"u8.Contains(text[name.Length + 1]))
        {
            return null;
        }

        var (quote, equals) = ((byte)0, false);
        for (var index = name.Length + 1; index < text.Length; index++)
        {
            var character = text[index];
            if (quote != 0)
            {
                quote = character == quote ? (byte)0 : quote;
            }
            else if (character == '>')
            {
                return index + 1;
            }
            else if (character is (byte)'"' or (byte)'\'' && equals)
            {
                quote = character;
            }

            equals = character == '=' || (equals && " \t\r\n\f"u8.Contains(character));
        }

        return null;
    }
}
