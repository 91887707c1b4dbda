using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Locations;

/// <summary>Pictures to be removed, under either name.</summary>
/// <param name="AttachmentsToRemove" example="[&quot;https://content.example.org/location/8e9c3ded774d7b02&quot;]">Addresses as the location shows them, 1 to 100.</param>
/// <param name="Attachments" example="null">The same.</param>
public sealed record RemoveAttachmentsRequest(IReadOnlyList<string>? AttachmentsToRemove, IReadOnlyList<string>? Attachments);

internal static class RemoveAttachmentsFromLocation
{
    private const int Most = 100;

    /// <summary>Removes pictures: all that are named, or none if one is not the location's. The host of an address may have changed since it was returned.</summary>
    public static async Task<Done> HandleAsync(
        string locationUid, Body<RemoveAttachmentsRequest> body, PlacardDbContext db, Attachments attachments, CancellationToken cancellation)
    {
        var organizationUid = await LocationReads.OrganizationAsync(db, locationUid, cancellation);
        var field = body.Value.AttachmentsToRemove is null && body.Value.Attachments is not null ? "attachments" : "attachmentsToRemove";
        string[] named = [.. body.Value.AttachmentsToRemove ?? [], .. body.Value.Attachments ?? []];
        if (named.Length is 0 or > Most)
        {
            throw ApiErrors.InvalidBody(field, $"must name 1 to {Most} attachments");
        }

        await attachments.RemoveAsync(db, organizationUid, locationUid, [.. named.Select(Uid).Distinct()], field, cancellation);
        return new();
    }

    // What is no address of a picture names none.
    private static string Uid(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath.StartsWith(LocationMapping.AttachmentPath, StringComparison.Ordinal)
            ? uri.AbsolutePath[LocationMapping.AttachmentPath.Length..]
            : "";
}
