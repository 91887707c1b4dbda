using System.Text;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Channel;

namespace Placard.DeviceEmulation.Offline;

/// <summary>Actions of one type that a device sends while it is connected, and else writes down and uploads as a file, one JSON object in a line.</summary>
internal sealed class OfflineLines(EmulatedDevice device, string type)
{
    private const int LimitInLines = 1_000;

    private readonly Lock _gate = new();
    private List<string>? _lines;
    private bool _uploadPlanned;

    public void Dispatch(string connection, JsonObject action)
    {
        action["type"] = type;
        if (device.Phase(connection) >= ConnectionPhase.Authenticated)
        {
            device.Connection(connection).Outbox.Dispatch(action);
            return;
        }

        action["__offline"] = true;
        action["__dispatchedAt"] = DeviceTime.Iso(device.Runtime.Time.GetUtcNow());
        lock (_gate)
        {
            _lines ??= [];
            if (_lines.Count < LimitInLines)
            {
                _lines.Add(action.ToJsonString());
            }

            PlanUpload();
        }
    }

    private void PlanUpload()
    {
        if (!_uploadPlanned)
        {
            _uploadPlanned = true;
            device.Runtime.Scheduler.After(device.Options.Timings.OfflineUploadInterval, () => _ = UploadAsync());
        }
    }

    private async Task UploadAsync()
    {
        List<string> lines;
        lock (_gate)
        {
            _uploadPlanned = false;
            if (_lines is null || device.Stopping.IsCancellationRequested)
            {
                return;
            }

            if (device.IsHeldOffline || !device.IsVerified)
            {
                PlanUpload();
                return;
            }

            (lines, _lines) = (_lines, null);
        }

        if (!await TryUploadAsync(lines))
        {
            lock (_gate)
            {
                _lines = [.. lines, .. _lines ?? []];
                PlanUpload();
            }
        }
    }

    private async Task<bool> TryUploadAsync(List<string> lines)
    {
        try
        {
            var file = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
            var answer = await FileUpload.SendAsync(device, $"offline-actions/{type}/{device.Duid}/", file, "offline-actions.jsonl", "application/octet-stream", device.Stopping);

            // The device keeps its copy unless the answer names what was stored.
            return answer.Contains(type, StringComparison.Ordinal);
        }
        catch (Exception error) when (NetworkFailure.Is(error) || error is OperationCanceledException)
        {
            return false;
        }
    }
}
