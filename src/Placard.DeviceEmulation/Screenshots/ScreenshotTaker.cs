using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Channel;
using Placard.DeviceEmulation.Offline;
using Placard.DeviceEmulation.Scheduling;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Screenshots;

/// <summary>Takes, uploads and reports screenshots, on request and by interval.</summary>
internal sealed class ScreenshotTaker(EmulatedDevice device)
{
    private ScheduledCall? _next;

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var picture = ScreenshotPicture.Draw(device);
        try
        {
            var answer = await FileUpload.SendAsync(device, "screenshot/", PngWriter.Write(picture), "screenshot.png", "image/png", cancellationToken);
            var file = JsonSerializer.Deserialize(answer, DeviceProtocolJson.Default.UploadedFile);
            device.Runtime.Counters.Add(Count.ScreenshotsUploaded);
            device.Dispatch(ChannelActions.SaveTakenScreenshot, new JsonObject
            {
                ["screenshotUri"] = file?.Uri,
                ["imageHashes"] = new JsonObject { ["aHash"] = picture.AverageHash() },
            });
        }
        catch (Exception error) when (NetworkFailure.Is(error) || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // As a device: a screenshot that could not be uploaded is lost, the next one comes.
        }
    }

    /// <summary>Begins to take screenshots by the interval of the configuration, unless the options or its feature flag forbid it.</summary>
    public void StartPeriodic()
    {
        if (device.Options.PeriodicScreenshots && _next is null)
        {
            Plan();
        }
    }

    private void Plan()
    {
        var interval = device.TelemetryReporter.Interval("screenshots", TimeSpan.FromMinutes(6));
        if (interval <= TimeSpan.Zero)
        {
            return;
        }

        _next = device.Runtime.Scheduler.After(interval * (0.5 + 0.5 * device.Sequence.NextFraction()), () =>
        {
            if (device.Stopping.IsCancellationRequested)
            {
                return;
            }

            if (device.IsVerified && !device.IsHeldOffline && IsAllowed)
            {
                _ = TakeAsync(device.Stopping);
            }

            Plan();
        });
    }

    private bool IsAllowed => device.Configuration?.FeatureFlags is not { } flags || !flags.TryGetValue("screenshotCapture", out var allowed) || allowed;
}
