using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Applets;

/// <summary>A new applet.</summary>
/// <param name="Name" example="&quot;Menu board&quot;">1 to 255 characters; others may be called the same.</param>
/// <param name="OrganizationUid">Whose it will be. May be left out where the credentials see only one.</param>
public sealed record CreateAppletRequest([property: JsonRequired] string Name, string? OrganizationUid);

internal static class CreateApplet
{
    /// <summary>Makes an applet, without a version yet. <c>Link</c> and <c>Location</c> end with its uid.</summary>
    public static async Task<DoneWithLink> HandleAsync(
        Body<CreateAppletRequest> body, RequestScope scope, PlacardDbContext db, NewApplets applets, CancellationToken cancellation)
    {
        var errors = new ValueErrors();
        errors.Text("name", body.Value.Name, 1, 255);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        return new(await applets.AddAsync(db, scope.OrganizationFor(body.Value.OrganizationUid), body.Value.Name, cancellation));
    }
}

/// <summary>Stores new applets.</summary>
internal sealed class NewApplets(Uids uids, TimeProvider time, PublicAddresses addresses)
{
    private const int Most = 10_000;

    /// <returns>The address of the applet.</returns>
    public async Task<string> AddAsync(PlacardDbContext db, string organizationUid, string name, CancellationToken cancellation)
    {
        var uid = uids.Ordered();
        await db.WriteAsync(
            async token =>
            {
                _ = await db.LockOrganizationAsync(organizationUid, token) ?? throw ApiErrors.NotFound("Organization was not found");
                if (await db.Applets.CountAsync(applet => applet.OrganizationUid == organizationUid, token) >= Most)
                {
                    throw ApiErrors.Conflict($"An organization has at most {Most} applets");
                }

                db.Applets.Add(new() { Uid = uid, OrganizationUid = organizationUid, Name = name, CreatedAt = time.Now() });
            },
            cancellation);
        return $"{addresses.ApiBase}/v1/applet/{uid}";
    }
}
