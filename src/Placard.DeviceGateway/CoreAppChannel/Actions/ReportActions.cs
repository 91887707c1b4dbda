using System.Text.Json;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceGateway.Presence;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.DeviceGateway.CoreAppChannel.Actions;

/// <summary>A telemetry record of any type but those that are the server's own word, such as whether the device is online.</summary>
public sealed class TelemetryRecordAction(ReportedFrames reports, TelemetryCatalogue catalogue) : IChannelAction
{
    public string Type => ChannelActions.UpdateDeviceTelemetryRecord;

    public bool InOrder => false;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        if (payload.Text("name") is not { } name || !TelemetryKind.IsAcceptableType(name) || !payload.TryGetProperty("data", out var data)
            || catalogue.Find(name) is { MadeByServer: true })
        {
            return Task.CompletedTask;
        }

        var json = data.GetRawText();
        return reports.StoreAsync(
            connection,
            payload,
            (target, at) =>
            {
                target.AddTelemetry(name, json, at);
                if (Capabilities(name, data) is var (part, capabilities))
                {
                    target.Capabilities.Add((part, capabilities));
                }
            },
            cancellation);
    }

    private static (string Connection, string Capabilities)? Capabilities(string name, JsonElement data)
    {
        var part = name switch
        {
            "MANAGEMENT_CAPABILITIES" => ConnectionNames.Management,
            "FRONT_CAPABILITIES" => ConnectionNames.Front,
            _ => null,
        };
        return part is not null
            && data.Member("capable") is { ValueKind: JsonValueKind.Array } capable
            && capable.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? (part, capable.GetRawText())
                : null;
    }
}

/// <summary>What a device tells of its life: kept as it says it, for logs and reports.</summary>
public abstract class EventAction(ReportedFrames reports) : IChannelAction
{
    public abstract string Type { get; }

    public bool InOrder => false;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        var content = DeviceEvents.Content(Type, payload);
        return reports.StoreAsync(connection, payload, (target, at) => target.AddEvent(Type, content, at), cancellation);
    }
}

public sealed class SystemLogAction(ReportedFrames reports) : EventAction(reports)
{
    public override string Type => ChannelActions.SystemLog;
}

public sealed class AppletReadyAction(ReportedFrames reports) : EventAction(reports)
{
    public override string Type => ChannelActions.ActiveAppletReady;
}

public sealed class AppletLoadedAction(ReportedFrames reports) : EventAction(reports)
{
    public override string Type => ChannelActions.ActiveAppletLoaded;
}

public sealed class SocketConnectedAction(ReportedFrames reports) : EventAction(reports)
{
    public override string Type => ChannelActions.SocketConnected;
}

public sealed class SocketDisconnectedAction(ReportedFrames reports) : EventAction(reports)
{
    public override string Type => ChannelActions.SocketDisconnected;
}

/// <summary>A sign of life.</summary>
public sealed class PingAction(PresenceReports presence) : IChannelAction
{
    public string Type => ChannelActions.Ping;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        presence.Alive(connection);
        return Task.CompletedTask;
    }
}
