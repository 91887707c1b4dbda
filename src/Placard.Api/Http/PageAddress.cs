using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Placard.Domain;

namespace Placard.Api.Http;

/// <summary>
/// The address of a list, to be repeated in the link to its next page. Clients split the header at commas and semicolons and may decode the address
/// once more, so lists become repeated parameters and the cursor holds nothing that decoding could change.
/// </summary>
internal sealed class PageAddress(HttpContext context, Paging paging, PublicAddresses addresses)
{
    private readonly List<(string Name, string Value)> _carried = [];

    public void Carry(string name, IReadOnlyList<string> values) => _carried.AddRange(values.Select(value => (name, value)));

    public string Next(int limit, bool descending, DateTime at, string uid) => Next(limit, descending ? paging.Until : paging.Since, at, uid);

    /// <summary>Of a list in the order of names.</summary>
    public string Next(int limit, string name) => Next(limit, bound: null, default, name);

    private string Next(int limit, string? bound, DateTime at, string uid)
    {
        var link = new StringBuilder(addresses.ApiBase).Append(context.Request.Path.ToUriComponent());
        var separator = '?';
        foreach (var (name, value) in Kept(bound).Concat(_carried))
        {
            Append(name, Uri.EscapeDataString(value));
        }

        Append(paging.Limit, limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (bound is not null)
        {
            Append(bound, at.ToContract());
        }

        Append(Paging.Cursor, PageCursor.Write(uid));
        return link.ToString();

        void Append(string name, string value)
        {
            link.Append(separator).Append(name).Append('=').Append(value);
            separator = '&';
        }
    }

    private IEnumerable<(string Name, string Value)> Kept(string? bound)
    {
        var lists = context.GetEndpoint()!.Metadata.GetOrderedMetadata<QueryParameterMetadata>()
            .Where(parameter => parameter.IsList)
            .Select(parameter => parameter.Name)
            .ToArray();
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            var name = pair.DecodeName().ToString();
            if (IsReplaced(name, bound) || pair.EncodedValue.IsEmpty || _carried.Exists(carried => QueryReading.IsCalled(name, carried.Name)))
            {
                continue;
            }

            if (Array.Find(lists, list => QueryReading.IsCalled(name, list)) is { } listName)
            {
                foreach (var part in pair.EncodedValue.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
                {
                    yield return (listName, QueryReading.Decode(part));
                }
            }
            else
            {
                yield return (Uri.EscapeDataString(name), pair.DecodeValue().ToString());
            }
        }
    }

    // Also the other spellings of the bound: a filter that stayed would win over the cursor or contradict it.
    private bool IsReplaced(string name, string? bound) =>
        Same(name, paging.Limit) || Same(name, Paging.Cursor) || Same(name, bound)
        || (bound == paging.Until ? Same(name, "until") || Same(name, "createdUntil") : Same(name, "since") || Same(name, "createdSince"));

    private static bool Same(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
