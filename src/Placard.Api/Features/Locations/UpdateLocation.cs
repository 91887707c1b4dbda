using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Locations;

/// <summary>What a location becomes. A key that is left out changes nothing; null clears <c>customId</c> and <c>description</c>.</summary>
/// <param name="Name" example="&quot;Flagship store&quot;">1 to 255 characters.</param>
/// <param name="Coordinates">Where it is; takes the place of an address.</param>
/// <param name="Address" example="null">Where it is, in words; takes the place of coordinates. Not both.</param>
/// <param name="CustomId" example="&quot;store-17&quot;">At most 255 characters, unique in the organization.</param>
/// <param name="Description" example="&quot;Entrance on the north side&quot;">At most 4096 characters.</param>
/// <param name="OrganizationUid">May be given, but must be its own.</param>
public sealed record UpdateLocationRequest(
    string? Name, CoordinatesRequest? Coordinates, string? Address, string? CustomId, string? Description, string? OrganizationUid);

internal static class UpdateLocation
{
    /// <summary>Changes a location. Without coordinates and address it stays where it is.</summary>
    public static async Task<Done> HandleAsync(
        string locationUid, Body<UpdateLocationRequest> body, PlacardDbContext db, LocationPlaces places, TimeProvider time, CancellationToken cancellation)
    {
        var sent = body.Value;
        var known = await LocationReads.OrganizationAsync(db, locationUid, cancellation);
        Check(sent, known);
        var place = await places.FindAsync(sent.Coordinates, sent.Address, cancellation);
        await LocationTexts.UniquelyAsync(db, () => db.WriteAsync(
            async token =>
            {
                await LocationReads.TakeTurnAsync(db, locationUid, token);
                var location = await db.Locations.FirstOrDefaultAsync(location => location.Uid == locationUid, token) ?? throw ApiErrors.NotFound();
                location.Name = sent.Name ?? location.Name;
                location.CustomId = body.Names("customId") ? sent.CustomId : location.CustomId;
                location.Description = body.Names("description") ? sent.Description : location.Description;
                if (place is not null)
                {
                    (location.Address, location.Latitude, location.Longitude) = (place.Address, place.Point?.Latitude, place.Point?.Longitude);
                }

                location.UpdatedAt = time.Now();
            },
            cancellation));
        return new();
    }

    private static void Check(UpdateLocationRequest sent, string organizationUid)
    {
        var errors = new ValueErrors();
        if (sent.Name is not null)
        {
            errors.Text("name", sent.Name, 1, 255);
        }

        if (sent.OrganizationUid is not null && sent.OrganizationUid != organizationUid)
        {
            errors.Add("organizationUid", "must be the location's own, as a location stays in its organization");
        }

        LocationTexts.Check(sent.CustomId, sent.Description, errors);
        LocationPlaces.Check(sent.Coordinates, sent.Address, isRequired: false, errors);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }
    }
}

/// <summary>Finds locations of what the caller sees.</summary>
internal static class LocationReads
{
    /// <exception cref="ApiException">No such location, or not for this caller.</exception>
    public static async Task<string> OrganizationAsync(PlacardDbContext db, string locationUid, CancellationToken cancellation) =>
        await db.Locations.Where(location => location.Uid == locationUid).Select(location => location.OrganizationUid).FirstOrDefaultAsync(cancellation)
        ?? throw ApiErrors.NotFound();

    /// <summary>
    /// Makes those who change a location take turns, by a change that changes nothing: unlike a lock for deletion it lets devices be put there meanwhile.
    /// </summary>
    public static async Task TakeTurnAsync(PlacardDbContext db, string locationUid, CancellationToken cancellation)
    {
        if (await db.Locations.Where(location => location.Uid == locationUid)
            .ExecuteUpdateAsync(row => row.SetProperty(location => location.UpdatedAt, location => location.UpdatedAt), cancellation) == 0)
        {
            throw ApiErrors.NotFound();
        }
    }
}
