using System.Linq.Expressions;
using Placard.Api.Http;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>A device, in the older and larger shape.</summary>
/// <param name="Uid">53 hex.</param>
/// <param name="Duid">What the device calls itself.</param>
/// <param name="Name">Given by people.</param>
/// <param name="CreatedAt">When the server first saw it.</param>
/// <param name="AliveAt">Its last ping; null when it never connected.</param>
/// <param name="PinCode">4 digits; null until the device reported one.</param>
/// <param name="ApplicationType">sssp, tizen, webos, android, brightsign, linux, windows, chrome, chromeos, or default for an emulator.</param>
/// <param name="ApplicationVersion">Of the Core App.</param>
/// <param name="FrontDisplayVersion">Of the display part of the Core App.</param>
/// <param name="FirmwareVersion">Of the device.</param>
/// <param name="Model">Of the device.</param>
/// <param name="SerialNumber">Of the device.</param>
/// <param name="Brand">Of the device.</param>
/// <param name="OsVersion">Of the operating system.</param>
/// <param name="Timezone">IANA name.</param>
/// <param name="OrganizationUid">Null only for an emulator that waits to be paired.</param>
/// <param name="LocationUid">Where it stands.</param>
/// <param name="NetworkInterfaces">By name, such as ethernet or wifi.</param>
/// <param name="StorageStatus">internal, removable, each capacity and freeSpace in bytes, and updatedAt.</param>
/// <param name="Connections">Always empty.</param>
/// <param name="BatteryStatus">Of devices with a battery.</param>
/// <param name="CurrentTime">time, timezone, updatedAt.</param>
/// <param name="SupportedResolutions">width, height and perhaps framerate.</param>
public sealed record DeviceV1Response(
    string Uid,
    string Duid,
    string Name,
    DateTime CreatedAt,
    DateTime? AliveAt,
    string? PinCode,
    string ApplicationType,
    string? ApplicationVersion,
    string? FrontDisplayVersion,
    string? FirmwareVersion,
    string? Model,
    string? SerialNumber,
    string? Brand,
    string? OsVersion,
    string? Timezone,
    string? OrganizationUid,
    string? LocationUid,
    RawJson NetworkInterfaces,
    RawJson? StorageStatus,
    RawJson Connections,
    RawJson? BatteryStatus,
    RawJson? CurrentTime,
    RawJson SupportedResolutions);

/// <summary>A device.</summary>
/// <param name="Uid">53 hex.</param>
/// <param name="Duid">What the device calls itself.</param>
/// <param name="Name">Given by people.</param>
/// <param name="CreatedAt">When the server first saw it.</param>
/// <param name="ApplicationType">sssp, tizen, webos, android, brightsign, linux, windows, chrome, chromeos, or default for an emulator.</param>
/// <param name="FirmwareVersion">Of the device.</param>
/// <param name="Model">Of the device.</param>
/// <param name="SerialNumber">Of the device.</param>
/// <param name="Brand">Of the device.</param>
/// <param name="OsVersion">Of the operating system.</param>
/// <param name="OrganizationUid">Its organization.</param>
/// <param name="LocationUid">Where it stands.</param>
/// <param name="ConnectionMethod">websocket, http, or null when the device may choose.</param>
public sealed record DeviceV2Response(
    string Uid,
    string Duid,
    string Name,
    DateTime CreatedAt,
    string ApplicationType,
    string? FirmwareVersion,
    string? Model,
    string? SerialNumber,
    string? Brand,
    string? OsVersion,
    string? OrganizationUid,
    string? LocationUid,
    string? ConnectionMethod);

internal static class DeviceMapping
{
    // An emulator's screen is a browser window; clients rely on this size before it ever reported one.
    private const string EmulatorResolutions = """[{"width":1920,"height":1080}]""";

    public static readonly Expression<Func<Device, DeviceV2Response>> ToV2 = device => new DeviceV2Response(
        device.Uid, device.Duid, device.Name, device.CreatedAt, device.ApplicationType, device.FirmwareVersion, device.Model, device.SerialNumber,
        device.Brand, device.OsVersion, device.OrganizationUid, device.LocationUid, device.ConnectionMethod);

    public static readonly Expression<Func<Device, DeviceV1Response>> ToV1 = device => new DeviceV1Response(
        device.Uid,
        device.Duid,
        device.Name,
        device.CreatedAt,
        device.AliveAt,
        device.PinCode,
        device.ApplicationType,
        device.ApplicationVersion,
        device.FrontDisplayVersion,
        device.FirmwareVersion,
        device.Model,
        device.SerialNumber,
        device.Brand,
        device.OsVersion,
        device.Timezone,
        device.OrganizationUid,
        device.LocationUid,
        new RawJson(device.NetworkInterfaces ?? "{}"),
        device.StorageStatus == null ? null : new RawJson(device.StorageStatus),
        new RawJson("[]"),
        device.BatteryStatus == null ? null : new RawJson(device.BatteryStatus),
        device.CurrentTime == null ? null : new RawJson(device.CurrentTime),
        new RawJson(device.SupportedResolutions ?? (device.IsEmulator ? EmulatorResolutions : "[]")));
}
