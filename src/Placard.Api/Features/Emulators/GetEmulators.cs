using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Emulators;

/// <summary>An emulator.</summary>
/// <param name="Uid">Uid of the device.</param>
/// <param name="Duid">The identifier that the emulator's page takes as <c>duid</c>.</param>
/// <param name="Name">Name of the device.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record EmulatorResponse(string Uid, string Duid, string Name, DateTime CreatedAt);

/// <summary>Narrows the list of emulators.</summary>
/// <param name="OrganizationUid">Deprecated; the same as one of <paramref name="OrganizationUids"/>.</param>
/// <param name="OrganizationUids">Of any of these organizations.</param>
/// <param name="Uids">Any of these.</param>
internal sealed record EmulatorFilter(QueryText OrganizationUid, CommaList OrganizationUids, CommaList Uids);

internal static class GetEmulators
{
    /// <summary>Emulators of the caller's organizations, and those that the caller made and nobody paired yet.</summary>
    public static Task<PageOf<EmulatorResponse>> HandleAsync(
        [Microsoft.AspNetCore.Http.AsParameters] EmulatorFilter filter, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        var named = filter.OrganizationUids.Values.Concat(filter.OrganizationUid.Value is { } one ? [one] : []).ToArray();
        if (named.Any(uid => !scope.Sees(uid)))
        {
            throw ApiErrors.NotFound("Organization was not found");
        }

        var emulators = Visible(db, scope);
        if (named.Length > 0)
        {
            emulators = emulators.Where(device => named.Contains(device.OrganizationUid!));
        }

        if (!filter.Uids.IsEmpty)
        {
            var uids = filter.Uids.Values;
            emulators = emulators.Where(device => uids.Contains(device.Uid));
        }

        return page.ReadAsync(
            emulators.AsNoTracking().Select(device => new Row<EmulatorResponse>
            {
                At = device.CreatedAt,
                Uid = device.Uid,
                Item = new(device.Uid, device.Duid, device.Name, device.CreatedAt),
            }),
            cancellation);
    }

    /// <summary>Also those that belong to nobody yet, for whoever made them.</summary>
    public static IQueryable<Device> Visible(PlacardDbContext db, RequestScope scope)
    {
        var (organizations, owners) = (scope.Tenancy.OrganizationUids, scope.OwnerNames);
        return db.AcrossOrganizations<Device>().Where(device => device.IsEmulator
            && (organizations.Contains(device.OrganizationUid!) || (device.OrganizationUid == null && owners.Contains(device.EmulatorOwner!))));
    }
}
