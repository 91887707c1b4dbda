using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Presence;

/// <summary>
/// When devices were last alive, written together every few seconds; and what is alive though it is banned loses its sessions.
/// It follows the management connection; front counts only while that is absent.
/// </summary>
public sealed partial class PresenceReports(
    Database database, ConnectionRegistry connections, IOptions<GatewayOptions> options, PresenceReports.Context context) : BackgroundService
{
    private readonly ConcurrentDictionary<string, DateTime> _alive = new(StringComparer.Ordinal);

    public sealed record Context(TimeProvider Time, ILogger<PresenceReports> Logger);

    /// <summary>The device gave a sign of life.</summary>
    public void Alive(DeviceConnection connection)
    {
        if (connection.Device is { } device && Counts(connection))
        {
            _alive[device.DeviceUid] = context.Time.Now();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // A database that is away must not keep the server from ending in order.
            Log.FlushFailed(context.Logger, exception);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        context.Time.EveryAsync(options.Value.SweepInterval, FlushAsync, exception => Log.FlushFailed(context.Logger, exception), stoppingToken);

    private bool Counts(DeviceConnection connection) =>
        connection.Name == ConnectionNames.Management || connections.Find(connection.Device!.DeviceUid, ConnectionNames.Management) is null;

    private async Task FlushAsync(CancellationToken cancellation)
    {
        var alive = new List<(string DeviceUid, DateTime AliveAt)>();
        foreach (var deviceUid in _alive.Keys.Order(StringComparer.Ordinal))
        {
            if (_alive.TryRemove(deviceUid, out var at))
            {
                alive.Add((deviceUid, at));
            }
        }

        if (alive.Count > 0)
        {
            await database.WriteAsync((db, token) => database.Dialect.WriteAliveAsync(db, alive, token), cancellation);
            await EndBannedAsync(alive.ConvertAll(seen => seen.DeviceUid), cancellation);
        }
    }

    // A ban ends sessions by a signal, which may be lost, or come while the device logs in. A device that shows life is looked at all the same.
    private async Task EndBannedAsync(IReadOnlyList<string> alive, CancellationToken cancellation)
    {
        var banned = await database.ReadAsync(db => db.AcrossOrganizations<Device>()
            .Where(device => alive.Contains(device.Uid) && device.BannedAt != null)
            .Select(device => device.Uid)
            .ToListAsync(cancellation));
        foreach (var connection in banned.SelectMany(connections.Of))
        {
            connection.Wire.Close("The device is banned.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Signs of life could not be written.")]
        public static partial void FlushFailed(ILogger logger, Exception exception);
    }
}
