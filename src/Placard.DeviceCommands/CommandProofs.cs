using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>Telemetry that a device reported, whether it is stored as such or said by a notification.</summary>
public sealed record ShownTelemetry(string DeviceUid, string Type, string Data, DateTime At);

/// <summary>
/// Closes commands by what devices report of themselves afterwards: some are never answered by a success, and a device that restarts may lose its answer.
/// Which telemetry proves which kind stands in the catalogue.
/// </summary>
public sealed class CommandProofs(DeviceActionCatalogue catalogue, TimeProvider time, CommandMetrics metrics)
{
    public bool MayProve(string telemetryType) => catalogue.ProvedBy(telemetryType).Count > 0;

    /// <summary>Closes what the reports prove, in the caller's transaction, in which telemetry among them is stored already.</summary>
    /// <returns>What was closed; <see cref="Count"/> takes it after the commit.</returns>
    public async Task<IReadOnlyList<DeviceAction>> ProveAsync(PlacardDbContext db, IReadOnlyList<ShownTelemetry> shown, CancellationToken cancellation)
    {
        var kinds = shown.SelectMany(report => catalogue.ProvedBy(report.Type)).DistinctBy(kind => kind.ActionType)
            .ToDictionary(kind => kind.ActionType, StringComparer.Ordinal);
        if (kinds.Count == 0)
        {
            return [];
        }

        var types = kinds.Keys.ToArray();
        var devices = shown.Select(report => report.DeviceUid).Distinct(StringComparer.Ordinal).ToArray();
        var sent = await db.AcrossOrganizations<DeviceAction>().AsNoTracking()
            .Where(action => devices.Contains(action.DeviceUid) && types.Contains(action.Kind) && action.SentEpoch != null
                && action.SucceededAt == null && action.FailedAt == null)
            .ToListAsync(cancellation);
        if (sent.Count == 0)
        {
            return [];
        }

        var reports = await ReportsAsync(db, sent, shown, cancellation);
        var proved = sent.FindAll(action => IsProved(kinds[action.Kind], action, reports));
        if (proved.Count > 0)
        {
            var now = time.Now();
            var uids = proved.ConvertAll(action => action.Uid);
            await db.AcrossOrganizations<DeviceAction>()
                .Where(action => uids.Contains(action.Uid) && action.SucceededAt == null && action.FailedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(action => action.SucceededAt, now), cancellation);
        }

        return proved;
    }

    public void Count(IReadOnlyList<DeviceAction> proved)
    {
        foreach (var action in proved)
        {
            metrics.Closed(catalogue.Kind(action.Kind), action.Uid, null);
        }
    }

    // With what was stored before: a kind may need several types, which come in frames of their own.
    private async Task<ILookup<string, ShownTelemetry>> ReportsAsync(
        PlacardDbContext db, IReadOnlyList<DeviceAction> sent, IReadOnlyList<ShownTelemetry> shown, CancellationToken cancellation)
    {
        var devices = sent.Select(action => action.DeviceUid).Distinct(StringComparer.Ordinal).ToArray();
        var types = sent.Select(action => catalogue.Kind(action.Kind)).SelectMany(kind => kind.ProvingTelemetry).Distinct(StringComparer.Ordinal).ToArray();
        var stored = await db.AcrossOrganizations<TelemetryLatest>().AsNoTracking()
            .Where(latest => devices.Contains(latest.DeviceUid) && types.Contains(latest.Type))
            .Select(latest => new ShownTelemetry(latest.DeviceUid, latest.Type, latest.Data, latest.UpdatedAt))
            .ToListAsync(cancellation);
        return stored.Concat(shown).ToLookup(report => report.DeviceUid, StringComparer.Ordinal);
    }

    // What was reported before it was sent shows nothing of what came of it. A setting is sent anew in each session, perhaps just before the device, which
    // did it in an earlier one, shows it; so of settings it counts what was reported since they were asked for.
    private static bool IsProved(DeviceActionKind kind, DeviceAction action, ILookup<string, ShownTelemetry> reports)
    {
        var since = action.Delivery == DeliveryClass.Setting ? action.CreatedAt : action.SentAt;
        var newest = reports[action.DeviceUid]
            .Where(report => kind.ProvingTelemetry.Contains(report.Type))
            .GroupBy(report => report.Type, StringComparer.Ordinal)
            .Select(group => group.MaxBy(report => report.At)!)
            .Where(report => report.At > since)
            .ToDictionary(report => report.Type, report => Parse(report.Data), StringComparer.Ordinal);
        using var value = JsonDocument.Parse(action.Value);
        return newest.Count > 0 && kind.IsProvedBy(value.RootElement, newest);
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
