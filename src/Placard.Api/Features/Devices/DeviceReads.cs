using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>
/// The most frequent reads, compiled once. They look up by key and leave the tenancy filter out of the SQL, where its list would have to be translated
/// on every call; so each of them is private, and what comes out passed <see cref="RequestScope"/> here.
/// </summary>
internal static class DeviceReads
{
    /// <summary>The organization of a device that the caller sees.</summary>
    /// <exception cref="ApiException">No such device, or not for this caller.</exception>
    public static async Task<string> OrganizationAsync(PlacardDbContext db, RequestScope scope, string deviceUid)
    {
        var organizationUid = await Queries(db).Organization(db, deviceUid);
        return scope.Sees(organizationUid) ? organizationUid! : throw ApiErrors.NotFound();
    }

    /// <summary>The device's own organization has this tag.</summary>
    /// <exception cref="ApiException">No such device or tag, or not for this caller.</exception>
    public static async Task MustHaveTagAsync(PlacardDbContext db, RequestScope scope, string deviceUid, string tagUid, CancellationToken cancellation)
    {
        var organizationUid = await OrganizationAsync(db, scope, deviceUid);
        if (!await db.OrganizationTags.AnyAsync(tag => tag.Uid == tagUid && tag.OrganizationUid == organizationUid, cancellation))
        {
            throw ApiErrors.NotFound();
        }
    }

    /// <summary>The device's own organization has this location.</summary>
    /// <exception cref="ApiException">No such device or location, or not for this caller.</exception>
    public static async Task MustHaveLocationAsync(PlacardDbContext db, RequestScope scope, string deviceUid, string locationUid, CancellationToken cancellation)
    {
        var organizationUid = await OrganizationAsync(db, scope, deviceUid);
        if (!await db.Locations.AnyAsync(location => location.Uid == locationUid && location.OrganizationUid == organizationUid, cancellation))
        {
            throw ApiErrors.NotFound();
        }
    }

    public static async Task<DeviceV1Response> V1Async(PlacardDbContext db, RequestScope scope, string deviceUid)
    {
        var device = await Queries(db).V1(db, deviceUid) ?? throw ApiErrors.NotFound();
        return await IsVisibleAsync(db, scope, deviceUid, device.OrganizationUid) ? device : throw ApiErrors.NotFound();
    }

    public static async Task<DeviceV2Response> V2Async(PlacardDbContext db, RequestScope scope, string deviceUid)
    {
        var device = await Queries(db).V2(db, deviceUid) ?? throw ApiErrors.NotFound();
        return await IsVisibleAsync(db, scope, deviceUid, device.OrganizationUid) ? device : throw ApiErrors.NotFound();
    }

    /// <summary>The newest devices of the only organization that the caller sees.</summary>
    public static async Task<List<DeviceV2Response>> NewestAsync(PlacardDbContext db, RequestScope scope, int count, CancellationToken cancellation)
    {
        var devices = new List<DeviceV2Response>(count);
        await foreach (var device in Queries(db).FirstPage(db, scope.Tenancy.OrganizationUids.Single(), count).WithCancellation(cancellation))
        {
            devices.Add(device);
        }

        return devices;
    }

    // An emulator that waits to be paired is visible to whoever made it.
    private static async Task<bool> IsVisibleAsync(PlacardDbContext db, RequestScope scope, string deviceUid, string? organizationUid)
    {
        if (organizationUid is not null)
        {
            return scope.Sees(organizationUid);
        }

        var owners = scope.OwnerNames;
        return await db.AcrossOrganizations<Device>()
            .AnyAsync(device => device.Uid == deviceUid && device.OrganizationUid == null && owners.Contains(device.EmulatorOwner!));
    }

    private static DeviceQueries Queries(PlacardDbContext db) => db.GetService<DeviceQueries>();
}

/// <summary>The compiled queries. They belong to one database's model, so each server has its own.</summary>
internal sealed class DeviceQueries
{
    public Func<PlacardDbContext, string, Task<string?>> Organization { get; } =
        EF.CompileAsyncQuery((PlacardDbContext db, string uid) =>
            db.Devices.IgnoreQueryFilters(new[] { PlacardDbContext.TenancyFilter })
                .Where(device => device.Uid == uid).Select(device => device.OrganizationUid).FirstOrDefault());

    public Func<PlacardDbContext, string, Task<DeviceV1Response?>> V1 { get; } =
        EF.CompileAsyncQuery((PlacardDbContext db, string uid) =>
            db.Devices.IgnoreQueryFilters(new[] { PlacardDbContext.TenancyFilter })
                .Where(device => device.Uid == uid).Select(DeviceMapping.ToV1).FirstOrDefault());

    public Func<PlacardDbContext, string, Task<DeviceV2Response?>> V2 { get; } =
        EF.CompileAsyncQuery((PlacardDbContext db, string uid) =>
            db.Devices.IgnoreQueryFilters(new[] { PlacardDbContext.TenancyFilter })
                .Where(device => device.Uid == uid).Select(DeviceMapping.ToV2).FirstOrDefault());

    public Func<PlacardDbContext, string, int, IAsyncEnumerable<DeviceV2Response>> FirstPage { get; } =
        EF.CompileAsyncQuery((PlacardDbContext db, string organizationUid, int count) =>
            db.Devices.IgnoreQueryFilters(new[] { PlacardDbContext.TenancyFilter })
                .Where(device => device.OrganizationUid == organizationUid)
                .OrderByDescending(device => device.CreatedAt).ThenByDescending(device => device.Uid)
                .Take(count).Select(DeviceMapping.ToV2));
}
