using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceProtocol;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Monitoring;

/// <summary>An entry of a device's log.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="OrganizationUid">The organization that the device belonged to.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="Type">Such as SOCKET_CONNECTED or APPLET_STARTED.</param>
/// <param name="Level">info, warning or error.</param>
/// <param name="Message">The same in words.</param>
/// <param name="CreatedAt">When it happened, by the device's clock if the device was offline then.</param>
/// <param name="Data">What the device says more; shape by type.</param>
public sealed record SystemLogResponse(
    string Uid, string OrganizationUid, string DeviceUid, string Type, string Level, string Message, DateTime CreatedAt, RawJson Data);

internal static class GetDeviceSystemLogs
{
    /// <summary>What the device logged of its own life, newest first. Entries that it collected offline arrive later and stand where they happened.</summary>
    public static async Task<PageOf<SystemLogResponse>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var found = await page.ReadAsync(
            db.DeviceEvents.AsNoTracking()
                .Where(entry => entry.DeviceUid == deviceUid && entry.Type == ChannelActions.SystemLog)
                .Select(entry => new NumberedRow<StoredEntry>
                {
                    At = entry.OccurredAt,
                    Id = entry.Id,
                    Item = new(entry.Id, entry.OrganizationUid, entry.OccurredAt, entry.Payload),
                }),
            cancellation);
        return found.Select(entry => ToResponse(deviceUid, entry));
    }

    private static SystemLogResponse ToResponse(string deviceUid, StoredEntry entry)
    {
        var content = JsonNode.Parse(entry.Payload) as JsonObject ?? [];
        var type = content["type"] is { } name && name.GetValueKind() == JsonValueKind.String ? name.GetValue<string>() : "";
        content.Remove("type");
        var kind = SystemLogKind.Of(type);
        return new(
            entry.Id.ToString("x50", CultureInfo.InvariantCulture), entry.OrganizationUid, deviceUid, kind.Type, kind.Level, kind.Message, entry.OccurredAt,
            new(content.ToJsonString()));
    }

    private sealed record StoredEntry(long Id, string OrganizationUid, DateTime OccurredAt, string Payload);
}
