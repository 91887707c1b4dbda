using System.Text.Json;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;

namespace Placard.DeviceGateway.CoreAppChannel.Actions;

/// <summary>A temperature arrives as a notification and is kept as telemetry.</summary>
public sealed class TemperatureAction(ReportedFrames reports) : IChannelAction
{
    public string Type => ChannelActions.RecordTemperature;

    public bool InOrder => false;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        if (payload.Number("temperature") is not { } temperature)
        {
            return Task.CompletedTask;
        }

        var data = JsonSerializer.Serialize(new { temperature });
        return reports.StoreAsync(connection, payload, (target, at) => target.AddTelemetry("TEMPERATURE", data, at), cancellation);
    }
}
