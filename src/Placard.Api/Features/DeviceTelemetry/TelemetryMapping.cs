using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.DeviceTelemetry;

/// <summary>A telemetry record.</summary>
/// <param name="DeviceUid">The device that reported it.</param>
/// <param name="Type">Type of the record, such as VOLUME.</param>
/// <param name="CreatedAt">When it was reported.</param>
/// <param name="UpdatedAt">The same.</param>
/// <param name="Data">Shape by type.</param>
public sealed record TelemetryResponse(string DeviceUid, string Type, DateTime CreatedAt, DateTime UpdatedAt, RawJson Data);

/// <summary>The latest records of a device.</summary>
/// <param name="DeviceUid">The device.</param>
/// <param name="CreatedAt">When the device was made.</param>
/// <param name="Telemetries">The latest record of each type that was ever reported.</param>
public sealed record LatestTelemetriesResponse(string DeviceUid, DateTime CreatedAt, IReadOnlyDictionary<string, LatestTelemetryResponse> Telemetries);

/// <summary>The latest record of a type.</summary>
/// <param name="Id">24 hex; changes with every record.</param>
/// <param name="UpdatedAt">When it was reported.</param>
/// <param name="Data">Shape by type.</param>
public sealed record LatestTelemetryResponse(string Id, DateTime UpdatedAt, RawJson Data);

internal static class TelemetryMapping
{
    /// <summary>Refuses what can't be the name of a type; one that no device brought yet is a matter of 404.</summary>
    public static string Type(string telemetryType) => TelemetryKind.IsAcceptableType(telemetryType)
        ? telemetryType
        : throw ApiErrors.InvalidQuery("telemetryType", "is no type of telemetry");

    /// <summary>The latest records of some devices that the caller sees, in one query.</summary>
    public static async Task<ILookup<string, KeyValuePair<string, LatestTelemetryResponse>>> LatestAsync(
        PlacardDbContext db, IReadOnlyList<string> deviceUids, CancellationToken cancellation)
    {
        var latest = await db.TelemetryLatest.AsNoTracking()
            .Where(latest => deviceUids.Contains(latest.DeviceUid))
            .OrderBy(latest => latest.DeviceUid).ThenBy(latest => latest.Type)
            .ToListAsync(cancellation);
        return latest.ToLookup(
            row => row.DeviceUid,
            row => KeyValuePair.Create(row.Type, new LatestTelemetryResponse(Id(row.DeviceUid, row.Type, row.UpdatedAt), row.UpdatedAt, new(row.Data))));
    }

    private static string Id(string deviceUid, string type, DateTime updatedAt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{deviceUid}/{type}/{updatedAt.Ticks}")).AsSpan(0, 12));
}
