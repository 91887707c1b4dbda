using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Channel;
using Placard.DeviceEmulation.Telemetry;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation;

/// <summary>What happens to the device: called by its parts.</summary>
public sealed partial class EmulatedDevice
{
    internal DeviceConnection Connection(string name) => name switch
    {
        ConnectionNames.Front => _front,
        ConnectionNames.Management => _management,
        _ => throw new ArgumentException($"A device has no connection '{name}'.", nameof(name)),
    };

    internal string NextResponseUid() => $"{Duid.AsSpan(0, Math.Min(8, Duid.Length))}{Interlocked.Increment(ref _responses):x12}";

    internal IChannelTransport OpenTransport(DeviceConfiguration configuration)
    {
        var polling = Options.Driver switch
        {
            DriverChoice.WebSocket => false,
            DriverChoice.Polling => true,
            _ => configuration.SocketDriver == "http",
        };
        var address = new UriBuilder(configuration.PlatformUri.TrimEnd('/') + "/v2/");
        var secure = address.Scheme is "https" or "wss";
        if (polling)
        {
            address.Scheme = secure ? "https" : "http";
            return new PollingTransport(address.Uri, Http, Runtime.Scheduler, Options.Timings.PollMinimum, Options.Timings.PollMaximum);
        }

        address.Scheme = secure ? "wss" : "ws";
        return new WebSocketTransport(address.Uri, Http);
    }

    internal void OnConfiguration(DeviceConfiguration? previous, DeviceConfiguration next)
    {
        if (previous is not null && previous.UpdatedAt != next.UpdatedAt)
        {
            DropSessions("configuration changed", TimeSpan.Zero, politely: true);
            _front.Wake();
            _management.Wake();
        }

        TelemetryReporter.OnConfiguration();
        Signal.Raise();
    }

    internal void OnAuthenticated(DeviceConnection connection)
    {
        SystemLogs.Write("SocketConnected", connection.Name, new JsonObject { ["socketName"] = connection.Name });
        DeviceNotifications.Send(this, connection);
        if (connection == _management)
        {
            ApplicationPing.Start(this, connection);
        }
    }

    internal void OnVerified(DeviceConnection connection)
    {
        lock (_verification)
        {
            VerificationHash = null;
            if (!IsVerified)
            {
                IsVerified = true;
                Runtime.Counters.Add(Count.VerifiedDevices);
            }
        }

        if (connection == _front)
        {
            connection.Outbox.DispatchNowOrNever(new JsonObject { ["type"] = ChannelActions.SubscribeActiveApplet, ["deviceUid"] = Duid });
        }
        else
        {
            connection.Outbox.DispatchNowOrNever(new JsonObject { ["type"] = ChannelActions.GetDevicePolicyItems });
            TelemetryReporter.Start();
            Policies.Start();
        }

        connection.Outbox.DispatchNowOrNever(new JsonObject { ["type"] = ChannelActions.GetLocation });
        connection.Outbox.DispatchNowOrNever(new JsonObject { ["type"] = ChannelActions.GetOrganizationTags });
        Signal.Raise();
    }

    internal void ShowVerificationHash(string? hash)
    {
        bool isNew;
        lock (_verification)
        {
            isNew = hash != _lastHash;
            if (hash is null || (IsVerified && !isNew))
            {
                // Asked for before the pairing that the other connection already knows of.
                return;
            }

            LoseVerification();
            VerificationHash = hash;
            _lastHash = hash;
        }

        _front.Unverified();
        _management.Unverified();
        Signal.Raise();
        if (isNew && Options.OnVerificationHash is { } onHash)
        {
            _ = onHash(this, hash, _stop.Token);
        }
    }

    internal void OnDisconnected(DeviceConnection connection, string reason, bool wasAuthenticated)
    {
        if (wasAuthenticated)
        {
            SystemLogs.Write("SocketDisconnected", connection.Name, new JsonObject { ["socketName"] = connection.Name, ["reason"] = reason, ["context"] = null });
        }
    }

    /// <summary>The application or the whole device restarts: away for a moment, then everything is reported again.</summary>
    internal void Restart(string reason)
    {
        State.Restarts++;
        TelemetryReporter.Reset();
        DropSessions(reason, Options.Timings.RestartDuration, politely: true);
        SystemLogs.WriteStarted();
    }

    /// <summary>Forgets organization, session and settings; the device then waits to be paired again.</summary>
    internal void Deprovision()
    {
        lock (_verification)
        {
            LoseVerification();
            _lastHash = null;
        }

        SessionUid = null;
        State.Reset();
        Policies.Reset();
        _front.Unverified();
        _management.Unverified();
        Signal.Raise();
        Runtime.Scheduler.After(Options.Timings.DeprovisionRebootDelay, () => Restart("deprovisioned"));
    }

    private void LoseVerification()
    {
        if (IsVerified)
        {
            IsVerified = false;
            Runtime.Counters.Add(Count.VerifiedDevices, -1);
        }
    }

    private void DropSessions(string reason, TimeSpan? reconnectAfter, bool politely)
    {
        foreach (var connection in (DeviceConnection[])[_front, _management])
        {
            if (politely)
            {
                connection.Close(1000, reason, reconnectAfter);
            }
            else
            {
                connection.Abort(reason, reconnectAfter);
            }
        }
    }
}
