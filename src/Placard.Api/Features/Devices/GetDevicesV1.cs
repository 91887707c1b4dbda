using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>Narrows the older list of devices.</summary>
/// <param name="ApplicationType">Any of these.</param>
/// <param name="Search">Part of uid, duid, name, serial number or MAC address, or the beginning of a verification hash, from three characters on; the whole name or serial number if shorter. Without case.</param>
/// <param name="Model">Any of these.</param>
/// <param name="MinStorageStatusPercentage">Least used share of the internal storage, 0 to 100.</param>
/// <param name="MaxStorageStatusPercentage">Most used share of the internal storage, 0 to 100.</param>
internal sealed record DeviceV1Filter(
    CommaList ApplicationType, QueryText Search, CommaList Model, QueryNumber MinStorageStatusPercentage, QueryNumber MaxStorageStatusPercentage);

internal static class GetDevicesV1
{
    /// <summary>All devices, newest first: the whole list unless <c>pagination</c> is given, which is advised above 500 devices.</summary>
    public static Task<PageOf<DeviceV1Response>> HandleAsync(
        [AsParameters] DeviceV1Filter filter, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        var devices = db.Devices.AsNoTracking().PlannedForItsValues()
            .OfOne(scope)
            .WithApplicationType(filter.ApplicationType)
            .WithModel(filter.Model)
            .WithStorage(filter.MinStorageStatusPercentage, filter.MaxStorageStatusPercentage)
            .Found(db, filter.Search, widely: true);
        return page.ReadAsync(
            devices.Select(device => new Row<Device> { At = device.CreatedAt, Uid = device.Uid, Item = device }),
            DeviceMapping.ToV1,
            device => (device.CreatedAt, device.Uid),
            cancellation);
    }
}
