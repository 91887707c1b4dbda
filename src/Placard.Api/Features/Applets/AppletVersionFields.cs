using System.Text;
using Placard.Api.Http;
using Placard.Domain.Catalogue;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets;

/// <summary>What callers say of a version's content, checked: either an entry file or a page.</summary>
/// <param name="EntryFile">Null for a page.</param>
/// <param name="Html">The page as it comes in; null for files.</param>
/// <param name="FrontAppletVersion">Version of the library; null if none was named.</param>
internal sealed record AppletVersionFields(string? EntryFile, Stream? Html, string? FrontAppletVersion)
{
    // The official SDK writes what it does not have, and does not encode what it has.
    private const string Missing = "undefined";

    /// <summary>A parameter of the query as it was meant.</summary>
    public static string? Given(string? text) => text is null or Missing ? null : text.Replace(' ', '+');

    public static AppletVersionFields OfPage(Stream html, string? frontAppletVersion) => Checked(null, html, Given(frontAppletVersion));

    public static AppletVersionFields OfFields(string? entryFile, string? binary, string? frontAppletVersion)
    {
        var entry = entryFile is "" ? null : entryFile;
        if ((entry is null) == string.IsNullOrEmpty(binary))
        {
            throw ApiErrors.InvalidBody("entryFile", "must be there if and only if binary is not");
        }

        return Checked(entry, entry is null ? new MemoryStream(Encoding.UTF8.GetBytes(binary!), writable: false) : null, frontAppletVersion is "" ? null : frontAppletVersion);
    }

    private static AppletVersionFields Checked(string? entryFile, Stream? html, string? frontAppletVersion)
    {
        var errors = new ValueErrors();
        if (entryFile is not null && ContentPath.Read(entryFile, out entryFile) is { } reason)
        {
            errors.Add("entryFile", reason);
        }

        if (frontAppletVersion is not null && !SemanticVersion.IsValid(frontAppletVersion))
        {
            errors.Add("frontAppletVersion", SemanticVersion.Reason);
        }

        return errors.IsEmpty ? new(entryFile, html, frontAppletVersion) : throw ApiErrors.InvalidBody(errors.Errors);
    }
}
