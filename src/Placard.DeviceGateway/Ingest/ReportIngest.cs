using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning.Recipes;
using Placard.DeviceGateway.Sessions;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Ingest;

/// <summary>
/// Stores reports of all devices, many in one transaction, and lets each know after the commit. A full queue slows the devices down;
/// nothing is dropped.
/// </summary>
public sealed partial class ReportIngest(
    Database database, CommandProofs proofs, ConnectionRegistry connections, RecipeLookout recipes, ILogger<ReportIngest> logger) : BackgroundService
{
    private const int QueueLength = 8192;
    private const int BatchSize = 1024;

    // In the order in which sessions are locked everywhere, so that two transactions can't wait for each other.
    private static readonly Comparer<(string DeviceUid, string Connection)> SessionOrder = Comparer<(string DeviceUid, string Connection)>.Create((left, right) =>
        string.CompareOrdinal(left.DeviceUid, right.DeviceUid) is not 0 and var order ? order : string.CompareOrdinal(left.Connection, right.Connection));

    private readonly Channel<Report> _queue = Channel.CreateBounded<Report>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

    /// <summary>Puts a report in line. The returned task ends after its commit, or fails if it could not be stored.</summary>
    public async Task StoreAsync(Report report, CancellationToken cancellation)
    {
        await _queue.Writer.WriteAsync(report, cancellation);
        await report.Stored;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } work)
        {
            await work.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends when the queue is completed and empty, so that a stop stores what was accepted.
        var batch = new List<Report>(BatchSize);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var report))
            {
                batch.Add(report);
            }

            await StoreAsync(batch);
            batch.Clear();
        }
    }

    private async Task StoreAsync(IReadOnlyList<Report> reports)
    {
        try
        {
            foreach (var device in await WriteAsync(reports))
            {
                recipes.LookAt(device.Uid);
            }
        }
        catch (Exception exception) when (reports.Count > 1)
        {
            // One report that can't be stored must not hold up the others.
            Log.BatchFailed(logger, exception, reports.Count);
            foreach (var report in reports)
            {
                await StoreAsync([report]);
            }

            return;
        }
        catch (Exception exception)
        {
            Log.ReportFailed(logger, exception, reports[0].Device.DeviceUid);
            reports[0].Fail(exception);
            return;
        }

        foreach (var report in reports)
        {
            report.Succeed();
        }
    }

    private async Task<IReadOnlyList<Device>> WriteAsync(IReadOnlyList<Report> reports)
    {
        var (proved, identified) = await database.WriteAsync((db, token) => WriteAsync(db, reports, token), CancellationToken.None);
        proofs.Count(proved);
        return identified;
    }

    // Answers with the actions that the reports proved, and with the devices of nobody that said of themselves what they had not said before.
    private async Task<(IReadOnlyList<DeviceAction> Proved, IReadOnlyList<Device> Identified)> WriteAsync(
        PlacardDbContext db, IReadOnlyList<Report> reports, CancellationToken token)
    {
        var changed = reports.Where(report => report.ChangesDevice).Select(report => report.Device.DeviceUid).Distinct().ToArray();
        var devices = changed.Length == 0
            ? []
            : await db.AcrossOrganizations<Device>().Where(device => changed.Contains(device.Uid)).ToDictionaryAsync(device => device.Uid, token);
        var batch = new ReportBatch();
        var shown = new List<ShownTelemetry>();
        var capabilities = new SortedDictionary<(string DeviceUid, string Connection), string>(SessionOrder);
        foreach (var report in reports)
        {
            // A device that changed hands while the report waited: it still belongs to whom the session spoke for then.
            var target = new ReportTarget(batch, report.Device, devices.GetValueOrDefault(report.Device.DeviceUid));
            report.Write(target);
            shown.AddRange(target.Shown.Where(telemetry => proofs.MayProve(telemetry.Type)));
            foreach (var (connection, reported) in target.Capabilities)
            {
                capabilities[(report.Device.DeviceUid, connection)] = reported;
            }

            if (report.Frame is { } frame)
            {
                batch.Frames.Add(frame);
            }
        }

        Device[] identified = [.. devices.Values.Where(db.IsIdentifiedAnew)];
        await db.SaveChangesAsync(token);

        // Behind the devices' rows, as everybody else.
        await db.KeepIdentitiesAsync(identified, token);
        foreach (var ((deviceUid, connection), reported) in capabilities)
        {
            await KeepAsync(db, deviceUid, connection, reported, token);
        }

        await database.Dialect.WriteReportsAsync(db, batch, token);

        // In the same transaction: a proof that was lost would not come again.
        return (await proofs.ProveAsync(db, shown, token), identified);
    }

    private async Task KeepAsync(PlacardDbContext db, string deviceUid, string connection, string capabilities, CancellationToken cancellation)
    {
        await db.DeviceSessions.Where(session => session.DeviceUid == deviceUid && session.Connection == connection)
            .ExecuteUpdateAsync(row => row.SetProperty(session => session.Capabilities, capabilities), cancellation);
        if (connections.Find(deviceUid, connection) is { Support: { } support } live)
        {
            live.Support = support.WithCapabilities(capabilities);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} reports could not be stored; each is tried alone.")]
        public static partial void BatchFailed(ILogger logger, Exception exception, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "A report of device {DeviceUid} could not be stored; the device will send it again.")]
        public static partial void ReportFailed(ILogger logger, Exception exception, string deviceUid);
    }
}
