using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Presence;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>The polling sessions of this node; one that is not polled any more ends.</summary>
public sealed partial class PollingSessions(SessionEnds ends, CommandPump pump, IOptions<GatewayOptions> options, TimeProvider time, ILogger<PollingSessions> logger) : BackgroundService
{
    private const int MostSessions = 50_000;

    private readonly ConcurrentDictionary<string, (PollingWire Wire, DeviceConnection Connection, FloodGuard Flood)> _sessions = new(StringComparer.Ordinal);

    /// <summary>Null when there are too many.</summary>
    internal PollingWire? Create(string? remoteAddress, out DeviceConnection connection)
    {
        var wire = new PollingWire(Uids.Random(32), Uids.Secret(), remoteAddress, time);
        connection = new(wire, time);
        if (_sessions.Count >= MostSessions)
        {
            return null;
        }

        _sessions[wire.Id] = (wire, connection, new(options.Value, time));
        return wire;
    }

    internal (PollingWire Wire, DeviceConnection Connection)? Find(string id)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            return null;
        }

        // One that the next sweep would end must not be brought to life again by a late call.
        if (IsOver(session.Wire))
        {
            End(session.Wire);
            return null;
        }

        return (session.Wire, session.Connection);
    }

    /// <summary>The device waits for frames: commands may be claimed now.</summary>
    internal void Ready(DeviceConnection connection) => pump.Wake(connection);

    /// <summary>Null when the session ended meanwhile.</summary>
    internal FloodGuard? Flood(PollingWire wire) => _sessions.TryGetValue(wire.Id, out var session) ? session.Flood : null;

    internal void End(PollingWire wire)
    {
        if (_sessions.TryRemove(wire.Id, out var session))
        {
            wire.Close("");
            ends.Ended(session.Connection);
        }
    }

    /// <summary>A call of the session is over. If the session ended meanwhile, the call may have logged it in after that.</summary>
    internal void Settle(PollingWire wire, DeviceConnection connection)
    {
        if (!_sessions.ContainsKey(wire.Id))
        {
            ends.Ended(connection);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var (wire, _, _) in _sessions.Values)
        {
            End(wire);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        time.EveryAsync(options.Value.SweepInterval, SweepAsync, exception => Log.SweepFailed(logger, exception), stoppingToken);

    private Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var (wire, _, _) in _sessions.Values)
        {
            if (IsOver(wire))
            {
                End(wire);
            }
        }

        return Task.CompletedTask;
    }

    private bool IsOver(PollingWire wire) => wire.IsClosed || wire.LastCallAt < time.Now() - options.Value.PollingLifetime;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Polling sessions could not be looked at; the next look follows.")]
        public static partial void SweepFailed(ILogger logger, Exception exception);
    }
}
