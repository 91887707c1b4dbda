using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>Narrows the list of devices; a device matches a list when it has any of its values.</summary>
/// <param name="ApplicationType">Any of these.</param>
/// <param name="Search">Part of uid, duid or name, from three characters on; the whole name if shorter. Without case.</param>
/// <param name="Model">Any of these.</param>
/// <param name="Brand">Any of these.</param>
/// <param name="OsVersion">Any of these.</param>
/// <param name="SerialNumber">Any of these.</param>
/// <param name="FirmwareVersion">Any of these.</param>
/// <param name="LocationUid">Any of these.</param>
/// <param name="TagUids">Any of these.</param>
/// <param name="MinStorageStatusPercentage">Least used share of the internal storage, 0 to 100.</param>
/// <param name="MaxStorageStatusPercentage">Most used share of the internal storage, 0 to 100.</param>
/// <param name="AppletUids">With a timing of any of these applets.</param>
/// <param name="PolicyUids">With any of these policies.</param>
/// <param name="AlertUid">In this alert.</param>
/// <param name="HasPolicy">With a policy, or without one.</param>
internal sealed record DeviceV2Filter(
    CommaList ApplicationType,
    QueryText Search,
    CommaList Model,
    CommaList Brand,
    CommaList OsVersion,
    CommaList SerialNumber,
    CommaList FirmwareVersion,
    CommaList LocationUid,
    CommaList TagUids,
    QueryNumber MinStorageStatusPercentage,
    QueryNumber MaxStorageStatusPercentage,
    CommaList AppletUids,
    CommaList PolicyUids,
    QueryText AlertUid,
    QueryFlag HasPolicy)
{
    public bool IsEmpty =>
        ApplicationType.IsEmpty && Search.Value is null && Model.IsEmpty && Brand.IsEmpty && OsVersion.IsEmpty && SerialNumber.IsEmpty
        && FirmwareVersion.IsEmpty && LocationUid.IsEmpty && TagUids.IsEmpty && MinStorageStatusPercentage.Value is null
        && MaxStorageStatusPercentage.Value is null && AppletUids.IsEmpty && PolicyUids.IsEmpty && AlertUid.Value is null && HasPolicy.Value is null;
}

internal static class GetDevicesV2
{
    /// <summary>Devices, newest first.</summary>
    public static async Task<PageOf<DeviceV2Response>> HandleAsync(
        [AsParameters] DeviceV2Filter filter, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        if (page.IsFirst && filter.IsEmpty && scope.Tenancy.OrganizationUids.Count == 1)
        {
            return page.Cut(await DeviceReads.NewestAsync(db, scope, page.Limit!.Value + 1, cancellation), device => (device.CreatedAt, device.Uid));
        }

        var devices = db.Devices.AsNoTracking().PlannedForItsValues()
            .OfOne(scope)
            .WithApplicationType(filter.ApplicationType)
            .WithModel(filter.Model)
            .WithBrand(filter.Brand)
            .WithOsVersion(filter.OsVersion)
            .WithSerialNumber(filter.SerialNumber)
            .WithFirmwareVersion(filter.FirmwareVersion)
            .WithLocation(filter.LocationUid)
            .WithTags(db, filter.TagUids)
            .WithStorage(filter.MinStorageStatusPercentage, filter.MaxStorageStatusPercentage)
            .WithApplets(db, filter.AppletUids)
            .WithNoneIf(!filter.PolicyUids.IsEmpty || filter.AlertUid.Value is not null || filter.HasPolicy.Value == true)
            .Found(db, filter.Search);
        return await page.ReadAsync(
            devices.Select(device => new Row<Device> { At = device.CreatedAt, Uid = device.Uid, Item = device }),
            DeviceMapping.ToV2,
            device => (device.CreatedAt, device.Uid),
            cancellation);
    }
}
