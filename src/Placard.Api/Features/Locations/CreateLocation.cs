using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Locations;

/// <summary>A new location. Exactly one of <c>coordinates</c> and <c>address</c> is required.</summary>
/// <param name="Name" example="&quot;Flagship store&quot;">1 to 255 characters.</param>
/// <param name="Coordinates">Where it is.</param>
/// <param name="Address" example="null">Where it is, in words, at most 1024 characters. Its point is known only if the server has a geocoder that finds it.</param>
/// <param name="CustomId" example="&quot;store-17&quot;">At most 255 characters, unique in the organization.</param>
/// <param name="Description" example="&quot;Entrance on the north side&quot;">At most 4096 characters.</param>
/// <param name="OrganizationUid">Whose it will be. May be left out where the credentials see only one.</param>
public sealed record CreateLocationRequest(
    [property: JsonRequired] string Name, CoordinatesRequest? Coordinates, string? Address, string? CustomId, string? Description, string? OrganizationUid);

internal static class CreateLocation
{
    private const int Most = 100_000;

    /// <summary>Makes a location.</summary>
    public static async Task<Made> HandleAsync(
        Body<CreateLocationRequest> body,
        RequestScope scope,
        PlacardDbContext db,
        LocationPlaces places,
        Uids uids,
        TimeProvider time,
        PublicAddresses addresses,
        CancellationToken cancellation)
    {
        var sent = body.Value;
        var errors = new ValueErrors();
        errors.Text("name", sent.Name, 1, 255);
        LocationTexts.Check(sent.CustomId, sent.Description, errors);
        LocationPlaces.Check(sent.Coordinates, sent.Address, isRequired: true, errors);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        var organizationUid = scope.OrganizationFor(sent.OrganizationUid);
        var place = (await places.FindAsync(sent.Coordinates, sent.Address, cancellation))!;
        var uid = uids.Ordered();
        await LocationTexts.UniquelyAsync(db, () => db.WriteAsync(
            async token =>
            {
                _ = await db.LockOrganizationAsync(organizationUid, token) ?? throw ApiErrors.NotFound("Organization was not found");
                if (await db.Locations.CountAsync(location => location.OrganizationUid == organizationUid, token) >= Most)
                {
                    throw ApiErrors.Conflict($"An organization has at most {Most} locations");
                }

                db.Locations.Add(new()
                {
                    Uid = uid,
                    OrganizationUid = organizationUid,
                    Name = sent.Name,
                    CustomId = sent.CustomId,
                    Description = sent.Description,
                    Address = place.Address,
                    Latitude = place.Point?.Latitude,
                    Longitude = place.Point?.Longitude,
                    CreatedAt = time.Now(),
                });
            },
            cancellation));
        return new($"{addresses.ApiBase}/v1/location/{uid}");
    }
}

/// <summary>Limits of what is said of a location, and the one name that is its own.</summary>
internal static class LocationTexts
{
    public static void Check(string? customId, string? description, ValueErrors errors)
    {
        if (customId is not null)
        {
            errors.Text("customId", customId, 1, 255);
        }

        if (description is { Length: > 4096 })
        {
            errors.Add("description", "must have at most 4096 characters");
        }
    }

    /// <summary>Says by the contract that another location has the id.</summary>
    public static async Task UniquelyAsync(PlacardDbContext db, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception fault) when (db.GetService<IDialect>().IsUniqueViolation(fault))
        {
            throw ApiErrors.Conflict("Another location of the organization has this customId");
        }
    }
}
