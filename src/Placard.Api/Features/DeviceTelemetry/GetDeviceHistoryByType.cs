using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceTelemetry;

internal static class GetDeviceHistoryByType
{
    public static Paging Paging { get; } = new(100, 100);

    /// <summary>Records of a type, newest first.</summary>
    public static async Task<PageOf<TelemetryResponse>> HandleAsync(
        string deviceUid, string telemetryType, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var type = TelemetryMapping.Type(telemetryType);
        var found = await page.ReadAsync(
            db.Telemetry.AsNoTracking()
                .Where(record => record.DeviceUid == deviceUid && record.Type == type)
                .Select(record => new NumberedRow<StoredRecord> { At = record.RecordedAt, Id = record.Id, Item = new(record.RecordedAt, record.Data) }),
            cancellation);
        return found.Select(record => new TelemetryResponse(deviceUid, type, record.RecordedAt, record.RecordedAt, new(record.Data)));
    }

    private sealed record StoredRecord(DateTime RecordedAt, string Data);
}
