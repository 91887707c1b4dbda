using System.Text.Json;
using System.Text.RegularExpressions;

namespace Placard.TestKit;

/// <summary>Follows the links of a list as clients do.</summary>
public static partial class Pages
{
    /// <summary>All items, from the first page to the last.</summary>
    public static async Task<List<JsonElement>> WalkAsync(this HttpClient client, string path)
    {
        ArgumentNullException.ThrowIfNull(client);
        var items = new List<JsonElement>();
        for (Uri? next = new(client.BaseAddress!, path); next is not null;)
        {
            using var answer = await client.GetAsync(next);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"{(int)answer.StatusCode}: {text}", null, answer.StatusCode);
            }

            using var json = JsonDocument.Parse(text);
            items.AddRange(json.RootElement.Clone().EnumerateArray());

            // A client may decode the address once more before it calls it.
            next = answer.Headers.TryGetValues("Link", out var links)
                ? new(Uri.UnescapeDataString(NextLink().Match(links.Single()).Groups["url"].Value))
                : null;
        }

        return items;
    }

    [GeneratedRegex("^<(?<url>[^,;]+)>; rel=\"next\"$", RegexOptions.ExplicitCapture)]
    private static partial Regex NextLink();
}
