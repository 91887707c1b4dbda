using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Locations;

/// <summary>A place where devices stand.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="Name" example="&quot;Flagship store&quot;">Given by people.</param>
/// <param name="Feature">Where it is, as GeoJSON.</param>
/// <param name="OrganizationUid">Whose it is.</param>
/// <param name="CustomId" example="&quot;store-17&quot;">Unique in the organization; left out when there is none.</param>
/// <param name="Attachments" example="[&quot;https://content.example.org/location/8e9c3ded774d7b02&quot;]">Addresses of its pictures, oldest first. They stay the same, and whoever knows one sees the picture.</param>
/// <param name="Description" example="&quot;Entrance on the north side&quot;">Left out when there is none.</param>
/// <param name="TagUids" example="[&quot;916d2a48f2608285a10ab1989bdd247de7eee7f379420f0a2f&quot;]">Its tags in the order of their assignment.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was changed last, or made.</param>
public sealed record LocationResponse(
    string Uid,
    string Name,
    LocationFeature Feature,
    string OrganizationUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CustomId,
    IReadOnlyList<string> Attachments,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    IReadOnlyList<string> TagUids,
    DateTime CreatedAt,
    DateTime UpdatedAt);

/// <summary>A GeoJSON feature.</summary>
/// <param name="Type" example="&quot;Feature&quot;">Always <c>Feature</c>.</param>
/// <param name="Properties">What is said of it.</param>
/// <param name="Geometry">The point; null while it is not known, as for an address that no geocoder found.</param>
public sealed record LocationFeature(string Type, LocationProperties Properties, LocationPoint? Geometry);

/// <summary>What is said of a place.</summary>
/// <param name="Address" example="&quot;Howard Street, San Francisco&quot;">As it was given; left out for coordinates.</param>
public sealed record LocationProperties([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Address);

/// <summary>A GeoJSON point.</summary>
/// <param name="Type" example="&quot;Point&quot;">Always <c>Point</c>.</param>
/// <param name="Coordinates" example="[-122.40492,37.78119]">Longitude, latitude.</param>
public sealed record LocationPoint(string Type, IReadOnlyList<double> Coordinates);

/// <summary>Makes the shape of the contract of stored locations, with two queries for any number of them.</summary>
internal sealed class LocationMapping(PublicAddresses addresses)
{
    public const string AttachmentPath = "/location/";

    public async Task<List<LocationResponse>> MapAsync(PlacardDbContext db, IReadOnlyList<Location> locations, CancellationToken cancellation)
    {
        var uids = locations.Select(location => location.Uid).ToList();
        var tags = await db.LocationTags.AsNoTracking()
            .Where(tag => uids.Contains(tag.LocationUid))
            .OrderBy(tag => tag.Uid)
            .Select(tag => new { tag.LocationUid, tag.TagUid })
            .ToListAsync(cancellation);
        var pictures = await db.LocationAttachments.AsNoTracking()
            .Where(picture => uids.Contains(picture.LocationUid))
            .OrderBy(picture => picture.CreatedAt).ThenBy(picture => picture.Uid)
            .Select(picture => new { picture.LocationUid, picture.Uid })
            .ToListAsync(cancellation);
        var tagsOf = tags.ToLookup(tag => tag.LocationUid, tag => tag.TagUid);
        var picturesOf = pictures.ToLookup(picture => picture.LocationUid, picture => addresses.ContentBase + AttachmentPath + picture.Uid);
        return [.. locations.Select(location => Map(location, [.. picturesOf[location.Uid]], [.. tagsOf[location.Uid]]))];
    }

    private static LocationResponse Map(Location location, IReadOnlyList<string> attachments, IReadOnlyList<string> tagUids) => new(
        location.Uid,
        location.Name,
        new(
            "Feature",
            new(location.Address),
            location is { Longitude: { } longitude, Latitude: { } latitude } ? new("Point", [longitude, latitude]) : null),
        location.OrganizationUid,
        location.CustomId,
        attachments,
        location.Description,
        tagUids,
        location.CreatedAt,
        location.UpdatedAt ?? location.CreatedAt);
}
