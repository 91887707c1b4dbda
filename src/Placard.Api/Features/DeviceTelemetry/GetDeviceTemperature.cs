using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceTelemetry;

/// <summary>A measured temperature.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="Temperature">Degrees Celsius.</param>
/// <param name="CreatedAt">When it was measured.</param>
public sealed record TemperatureResponse(string Uid, string DeviceUid, double Temperature, DateTime CreatedAt);

internal static class GetDeviceTemperature
{
    public static Paging Paging { get; } = new(null, 1000, "limit", "createdSince", "createdUntil");

    /// <summary>Temperatures that the device reported, newest first: all of the period, unless a limit is given.</summary>
    public static async Task<PageOf<TemperatureResponse>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var found = await page.ReadAsync(
            db.Telemetry.AsNoTracking()
                .Where(record => record.DeviceUid == deviceUid && record.Type == "TEMPERATURE")
                .Select(record => new NumberedRow<StoredTemperature> { At = record.RecordedAt, Id = record.Id, Item = new(record.Id, record.RecordedAt, record.Data) }),
            cancellation);
        return found.Select(record => new TemperatureResponse(
            record.Id.ToString("x50", CultureInfo.InvariantCulture), deviceUid, Degrees(record.Data), record.RecordedAt));
    }

    private static double Degrees(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty("temperature", out var temperature) && temperature.TryGetDouble(out var degrees) ? degrees : 0;
    }

    private sealed record StoredTemperature(long Id, DateTime RecordedAt, string Data);
}
