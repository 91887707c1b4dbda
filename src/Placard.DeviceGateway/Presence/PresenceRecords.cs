using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Presence;

/// <summary>
/// The telemetry that the server makes when devices come and go, written in the transaction that begins or ends their sessions:
/// so it says what the sessions say, whichever node writes it and in whatever order. Presence follows the management connection;
/// front counts only while that is absent.
/// </summary>
public sealed class PresenceRecords(Database database)
{
    private const string OnlineStatus = "ONLINE_STATUS";
    private const string Offline = """{"online":false}""";

    /// <summary>A session begins. The sessions of the device must be locked.</summary>
    /// <param name="db">In the transaction.</param>
    /// <param name="session">The new one.</param>
    /// <param name="others">Open sessions of the device's other connection.</param>
    /// <param name="vanished">When the device was lost without anybody having said so: it was offline between.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task BegunAsync(PlacardDbContext db, DeviceSession session, IReadOnlyList<DeviceSession> others, DateTime? vanished, CancellationToken cancellation)
    {
        if (others.Count > 0 && session.Connection != ConnectionNames.Management)
        {
            return;
        }

        if ((await KnownAsync(db, [session.DeviceUid], cancellation)).FirstOrDefault() is not { } known)
        {
            return;
        }

        var batch = new ReportBatch();
        if (vanished is { } lost && others.Count == 0)
        {
            Add(batch, known, OnlineStatus, Offline, lost);
        }

        AddOnline(batch, known, session, session.ConnectedAt);
        if (OfflineSince(known, batch) is { } since)
        {
            var range = new Dictionary<string, string> { ["since"] = since.ToContract(), ["until"] = batch.Telemetry[^1].RecordedAt.ToContract() };
            Add(batch, known, "OFFLINE_RANGE", JsonSerializer.Serialize(range), session.ConnectedAt);
        }

        await database.Dialect.WriteReportsAsync(db, batch, cancellation);
    }

    /// <summary>Sessions have ended, for whatever reason. Only a device that has no other is offline.</summary>
    public async Task EndedAsync(PlacardDbContext db, IReadOnlyList<EndedSession> ended, CancellationToken cancellation)
    {
        if (ended.Count == 0)
        {
            return;
        }

        var byDevice = ended.ToLookup(session => session.DeviceUid, StringComparer.Ordinal);
        var uids = byDevice.Select(device => device.Key).ToArray();
        var open = (await db.DeviceSessions.AsNoTracking().Where(session => uids.Contains(session.DeviceUid) && session.EndedAt == null).ToListAsync(cancellation))
            .ToLookup(session => session.DeviceUid, StringComparer.Ordinal);
        var batch = new ReportBatch();
        foreach (var known in await KnownAsync(db, uids, cancellation))
        {
            var last = byDevice[known.DeviceUid].Max(session => session.EndedAt);
            if (!open.Contains(known.DeviceUid))
            {
                Add(batch, known, OnlineStatus, Offline, last);
            }
            else if (open[known.DeviceUid].All(session => session.Connection == ConnectionNames.Front))
            {
                AddOnline(batch, known, open[known.DeviceUid].First(), last);
            }
        }

        await database.Dialect.WriteReportsAsync(db, batch, cancellation);
    }

    // What the device was before it came into this organization is not the organization's.
    private static DateTime? OfflineSince(Known known, ReportBatch batch) =>
        batch.Telemetry.FirstOrDefault(record => record.Data == Offline)?.RecordedAt
        ?? (known.Latest is { Data: Offline } latest && latest.OrganizationUid == (known.OrganizationUid ?? "") ? latest.UpdatedAt : null);

    private static void AddOnline(ReportBatch batch, Known known, DeviceSession session, DateTime at)
    {
        Add(batch, known, OnlineStatus, """{"online":true}""", at);
        Add(batch, known, "CONNECTION_METHOD", JsonSerializer.Serialize(session.Driver), at);
        if (session.RemoteAddress is { } address)
        {
            Add(batch, known, "CLIENT_PUBLIC_IP", JsonSerializer.Serialize(new Dictionary<string, string> { ["ip"] = address }), at);
        }
    }

    // Clocks of nodes differ, and a transaction that waited for another began before it: who writes later is right, so it must not look earlier.
    private static void Add(ReportBatch batch, Known known, string type, string data, DateTime at) => batch.Telemetry.Add(new()
    {
        DeviceUid = known.DeviceUid,
        OrganizationUid = known.OrganizationUid ?? "",
        Type = type,
        Data = data,
        RecordedAt = known.Latest is { } latest && latest.UpdatedAt > at ? latest.UpdatedAt : at,
    });

    private static Task<List<Known>> KnownAsync(PlacardDbContext db, IReadOnlyList<string> uids, CancellationToken cancellation) => db.AcrossOrganizations<Device>()
        .Where(device => uids.Contains(device.Uid))
        .Select(device => new Known(
            device.Uid,
            device.OrganizationUid,
            db.AcrossOrganizations<TelemetryLatest>()
                .Where(latest => latest.DeviceUid == device.Uid && latest.Type == OnlineStatus)
                .FirstOrDefault()))
        .ToListAsync(cancellation);

    private sealed record Known(string DeviceUid, string? OrganizationUid, TelemetryLatest? Latest);
}
