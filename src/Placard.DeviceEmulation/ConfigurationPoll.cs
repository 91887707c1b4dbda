using System.Net;
using System.Text.Json;
using Placard.DeviceEmulation.Channel;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation;

/// <summary>Asks for the configuration document again and again. A changed <c>updatedAt</c> makes the device reconnect; the rest is just taken.</summary>
internal sealed class ConfigurationPoll(EmulatedDevice device)
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DeviceConfiguration? _current;
    private byte[] _currentText = [];

    public DeviceConfiguration? Current => _current;

    public async Task<DeviceConfiguration> KnownAsync(CancellationToken cancellationToken)
    {
        await _known.Task.WaitAsync(cancellationToken);
        return _current!;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        var timings = device.Options.Timings;
        var retry = timings.ConfigurationRetry;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await device.Online.WaitAsync(stop);
                TimeSpan wait;
                if (await TryGetAsync(stop))
                {
                    retry = timings.ConfigurationRetry;
                    wait = timings.ConfigurationInterval ?? Longer(ShortestInterval, TimeSpan.FromMilliseconds(_current!.CheckInterval));
                }
                else
                {
                    wait = retry;
                    retry = TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, timings.ConfigurationRetry.Ticks * 45));
                }

                // A little random, else a swarm that started together asks together for ever.
                await device.Runtime.Scheduler.Delay(wait * (0.95 + 0.1 * device.Sequence.NextFraction()), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> TryGetAsync(CancellationToken stop)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(device.Options.Timings.ConfigurationTimeout);
        try
        {
            var address = new Uri($"{device.Options.Server.AbsoluteUri.TrimEnd('/')}/configuration/{device.Duid}");
            using var response = await device.Http.GetAsync(address, timeout.Token);

            // A 404 with a document is a configuration too.
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
            {
                return false;
            }

            var text = await response.Content.ReadAsByteArrayAsync(timeout.Token);
            Take(text);
            return true;
        }
        catch (Exception error) when (NetworkFailure.Is(error) || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Take(byte[] text)
    {
        if (text.AsSpan().SequenceEqual(_currentText))
        {
            return;
        }

        var next = JsonSerializer.Deserialize(text, DeviceProtocolJson.Default.DeviceConfiguration) ?? throw new JsonException("The configuration is empty.");
        var previous = _current;
        (_current, _currentText) = (next, text);
        _known.TrySetResult();
        device.OnConfiguration(previous, next);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
