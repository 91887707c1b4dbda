using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Scheduling;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Telemetry;

/// <summary>Reports telemetry: all of it some time after start, each type by its interval if it changed, and at once after a setting succeeded.</summary>
internal sealed class TelemetryReporter(EmulatedDevice device)
{
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    private readonly Lock _gate = new();
    private readonly long?[] _delivered = new long?[TelemetrySources.All.Count];
    private readonly TimeSpan[] _due = new TimeSpan[TelemetrySources.All.Count];
    private TimeSpan _storageDue;
    private bool _started;
    private ScheduledCall? _next;

    /// <summary>Begins to report, once; later calls do nothing.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_started || !device.Options.Telemetry)
            {
                return;
            }

            _started = true;
            var first = Now + (device.Options.Timings.TelemetryDelay ?? device.Sequence.Between(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)));
            Array.Fill(_due, first);
            _storageDue = first + Interval("storage", TimeSpan.FromMinutes(20));
            Arm();
        }

        device.Screenshots.StartPeriodic();
    }

    /// <summary>After a restart everything is reported again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _started = false;
            _next?.Cancel();
            Array.Clear(_delivered);
        }
    }

    /// <summary>Intervals may have changed: nothing waits longer than its new interval.</summary>
    public void OnConfiguration()
    {
        lock (_gate)
        {
            if (!_started)
            {
                return;
            }

            for (var i = 0; i < _due.Length; i++)
            {
                var interval = Interval(TelemetrySources.All[i].IntervalKey, TelemetrySources.All[i].Interval);
                if (interval < TimeSpan.Zero)
                {
                    _due[i] = Never;
                }
                else if (interval > TimeSpan.Zero && _due[i] > Now + interval)
                {
                    _due[i] = Now + interval;
                }
            }

            Arm();
        }
    }

    /// <summary>Reports these types shortly: a setting of theirs has just succeeded.</summary>
    public void Changed(params ReadOnlySpan<string> types)
    {
        if (types.IsEmpty || !device.Options.Telemetry)
        {
            return;
        }

        var wanted = types.ToArray();
        device.Runtime.Scheduler.After(device.Options.Timings.TelemetryAfterChange, () =>
        {
            foreach (var type in wanted)
            {
                Report(type);
            }
        });
    }

    /// <summary>Sends a record, known type or not, changed or not.</summary>
    public void Send(string type, JsonNode? data)
    {
        device.Runtime.Counters.Add(Count.Telemetry);
        var connection = type == "FRONT_CAPABILITIES" ? ConnectionNames.Front : ConnectionNames.Management;
        device.Connection(connection).Outbox.Dispatch(new JsonObject
        {
            ["type"] = ChannelActions.UpdateDeviceTelemetryRecord,
            ["name"] = type,
            ["data"] = data?.DeepClone(),
        });
    }

    public JsonNode? Read(string type) => TelemetrySources.All.FirstOrDefault(source => source.Type == type)?.Read(device);

    /// <summary>The interval in force for a key: its default, unless the configuration has a map. That is taken as it is: what it lacks is never reported.</summary>
    public TimeSpan Interval(string key, TimeSpan byDefault)
    {
        var interval = device.Configuration?.TelemetryIntervals is { } map
            ? TimeSpan.FromMilliseconds(map.TryGetValue(key, out var milliseconds) ? milliseconds : -1)
            : byDefault;
        return interval > TimeSpan.Zero ? interval / device.Options.Timings.TelemetrySpeedUp : interval;
    }

    private TimeSpan Now => device.Runtime.Scheduler.Now;

    private void Report(string type)
    {
        for (var i = 0; i < TelemetrySources.All.Count; i++)
        {
            if (TelemetrySources.All[i].Type == type)
            {
                Report(i, evenUnchanged: true);
            }
        }
    }

    private void Report(int index, bool evenUnchanged)
    {
        var source = TelemetrySources.All[index];
        if (source.IsReported?.Invoke(device) == false)
        {
            return;
        }

        var data = source.Read(device);
        var hash = StableHash.Of(data?.ToJsonString() ?? "null");
        if (_delivered[index] == hash && !evenUnchanged)
        {
            return;
        }

        _delivered[index] = hash;
        Send(source.Type, data);
    }

    private void Arm()
    {
        _next?.Cancel();
        var earliest = _storageDue;
        foreach (var due in _due)
        {
            earliest = due < earliest ? due : earliest;
        }

        _next = earliest == Never ? null : device.Runtime.Scheduler.After(earliest - Now, Tick);
    }

    private void Tick()
    {
        if (device.Stopping.IsCancellationRequested)
        {
            return;
        }

        lock (_gate)
        {
            if (!_started)
            {
                return;
            }

            var now = Now;
            for (var i = 0; i < _due.Length; i++)
            {
                if (_due[i] > now)
                {
                    continue;
                }

                var interval = Interval(TelemetrySources.All[i].IntervalKey, TelemetrySources.All[i].Interval);
                var isFirst = _delivered[i] is null;
                if (interval >= TimeSpan.Zero)
                {
                    Report(i, evenUnchanged: false);
                }

                // The first wait is of random length, so that types and devices do not report in step.
                _due[i] = interval <= TimeSpan.Zero ? Never : now + interval * (isFirst ? 0.5 + 0.5 * device.Sequence.NextFraction() : 1);
            }

            if (_storageDue <= now)
            {
                DeviceNotifications.SendStorage(device);
                var interval = Interval("storage", TimeSpan.FromMinutes(20));
                _storageDue = interval > TimeSpan.Zero ? now + interval : Never;
            }

            Arm();
        }
    }
}
