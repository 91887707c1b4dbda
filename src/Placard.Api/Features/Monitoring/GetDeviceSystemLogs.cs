using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
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
        var (type, data) = Split(entry.Payload);
        var kind = SystemLogKind.Of(type);
        return new(
            entry.Id.ToString("x50", CultureInfo.InvariantCulture), entry.OrganizationUid, deviceUid, kind.Type, kind.Level, kind.Message, entry.OccurredAt,
            new(data));
    }

    // The payload is the device's word: it may hold a name twice, or text that is no text.
    private static (string Type, string Data) Split(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return ("", "{}");
        }

        var data = new ArrayBufferWriter<byte>();
        var type = "";
        try
        {
            using var writer = new Utf8JsonWriter(data);
            writer.WriteStartObject();
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (!member.NameEquals("type"))
                {
                    member.WriteTo(writer);
                }
                else if (member.Value.ValueKind == JsonValueKind.String)
                {
                    type = member.Value.GetString()!;
                }
            }

            writer.WriteEndObject();
        }
        catch (InvalidOperationException)
        {
            return (type, "{}");
        }

        return (type, Encoding.UTF8.GetString(data.WrittenSpan));
    }

    private sealed record StoredEntry(long Id, string OrganizationUid, DateTime OccurredAt, string Payload);
}
