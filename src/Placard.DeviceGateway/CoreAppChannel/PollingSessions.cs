using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Presence;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>The polling sessions of this node; one that is not polled any more ends.</summary>
public sealed class PollingSessions(SessionEnds ends, CommandPump pump, IOptions<GatewayOptions> options, TimeProvider time) : BackgroundService
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

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var (wire, _, _) in _sessions.Values)
        {
            End(wire);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (wire, _, _) in _sessions.Values)
            {
                if (IsOver(wire))
                {
                    End(wire);
                }
            }
        }
    }

    private bool IsOver(PollingWire wire) => wire.IsClosed || wire.LastCallAt < time.Now() - options.Value.PollingLifetime;
}
