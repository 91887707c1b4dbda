using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

/// <summary>What people at the device may use; null: not managed.</summary>
/// <param name="BluetoothEnabled">Bluetooth.</param>
/// <param name="UsbEnabled">USB.</param>
/// <param name="WifiEnabled">Wi-Fi.</param>
/// <param name="MenuAccessEnabled">The device's menu.</param>
/// <param name="ButtonsEnabled">Buttons on the device.</param>
/// <param name="RemoteControlEnabled">Infrared remote control.</param>
/// <param name="KioskModeEnabled">Kiosk mode.</param>
/// <param name="CreatedAt">When something was first set; null when nothing was.</param>
/// <param name="UpdatedAt">When something was last set; null when nothing was.</param>
public sealed record DeviceSecurityResponse(
    bool? BluetoothEnabled,
    bool? UsbEnabled,
    bool? WifiEnabled,
    bool? MenuAccessEnabled,
    bool? ButtonsEnabled,
    bool? RemoteControlEnabled,
    bool? KioskModeEnabled,
    DateTime? CreatedAt,
    DateTime? UpdatedAt);

internal static class GetDeviceSecurity
{
    /// <summary>The options as they were set. What a device failed to do was not set.</summary>
    public static async Task<Ok<DeviceSecurityResponse>> HandleAsync(
        string deviceUid, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var kind = catalogue.Kind<SetSecurity>();
        var type = kind.ActionType;
        var set = db.DeviceActions.AsNoTracking().Where(action => action.DeviceUid == deviceUid && action.Kind == type && action.FailedAt == null);
        var flags = new Dictionary<string, bool?>();
        DateTime? updatedAt = null;

        // Each request names some of the flags; the last word on each is looked for, seldom far.
        await foreach (var action in set.OrderByDescending(action => action.Uid).Select(action => new { action.Value, action.CreatedAt }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            updatedAt ??= action.CreatedAt;
            using var value = JsonDocument.Parse(action.Value);
            foreach (var flag in value.RootElement.EnumerateObject())
            {
                flags.TryAdd(flag.Name, flag.Value.ValueKind == JsonValueKind.Null ? null : flag.Value.GetBoolean());
            }

            if (flags.Count == kind.Fields.Count)
            {
                break;
            }
        }

        var createdAt = updatedAt is null ? null : await set.MinAsync(action => (DateTime?)action.CreatedAt, cancellation);
        return TypedResults.Ok(new DeviceSecurityResponse(
            flags.GetValueOrDefault("bluetoothEnabled"),
            flags.GetValueOrDefault("usbEnabled"),
            flags.GetValueOrDefault("wifiEnabled"),
            flags.GetValueOrDefault("menuAccessEnabled"),
            flags.GetValueOrDefault("buttonsEnabled"),
            flags.GetValueOrDefault("remoteControlEnabled"),
            flags.GetValueOrDefault("kioskModeEnabled"),
            createdAt,
            updatedAt));
    }
}
