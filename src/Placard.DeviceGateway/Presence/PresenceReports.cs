using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;

namespace Placard.DeviceGateway.Presence;

/// <summary>
/// When devices were last alive, written together every few seconds, and the records that the server makes when they come and go.
/// Presence follows the management connection; front counts only while that is absent.
/// </summary>
public sealed partial class PresenceReports(
    Database database, ReportIngest ingest, ConnectionRegistry connections, IOptions<GatewayOptions> options, PresenceReports.Context context) : BackgroundService
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

    public void Connected(DeviceConnection connection)
    {
        Alive(connection);
        if (Counts(connection))
        {
            Record(connection.Device!, online: true, connection.Wire);
        }
    }

    /// <summary>Call it after the connection left the registry.</summary>
    public void Disconnected(DeviceConnection connection)
    {
        var device = connection.Device!;
        if (connections.Of(device.DeviceUid).FirstOrDefault() is not { } remaining)
        {
            Record(device, online: false, null);
        }
        else if (remaining.Name == ConnectionNames.Front && connection.Name == ConnectionNames.Management)
        {
            Record(device, online: true, remaining.Wire);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, context.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.FlushFailed(context.Logger, exception);
            }
        }
    }

    private bool Counts(DeviceConnection connection) =>
        connection.Name == ConnectionNames.Management || connections.Find(connection.Device!.DeviceUid, ConnectionNames.Management) is null;

    private void Record(DeviceIdentity device, bool online, IDeviceWire? wire)
    {
        var now = context.Time.Now();
        _ = ingest.StoreAsync(
            new()
            {
                Device = device,
                Write = target =>
                {
                    target.AddTelemetry("ONLINE_STATUS", online ? """{"online":true}""" : """{"online":false}""", now);
                    if (wire is not null)
                    {
                        target.AddTelemetry("CONNECTION_METHOD", JsonSerializer.Serialize(wire.Driver), now);
                        if (wire.RemoteAddress is { } address)
                        {
                            target.AddTelemetry("CLIENT_PUBLIC_IP", JsonSerializer.Serialize(new Dictionary<string, string> { ["ip"] = address }), now);
                        }
                    }
                },
            },
            CancellationToken.None).ContinueWith(
                failed => Log.RecordFailed(context.Logger, failed.Exception!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

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
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Signs of life could not be written.")]
        public static partial void FlushFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An online status could not be written.")]
        public static partial void RecordFailed(ILogger logger, Exception exception);
    }
}
