using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Scheduling;

namespace Placard.DeviceEmulation.Policies;

/// <summary>
/// Enforces the policy items again and again, without the server. Like the official emulator it counts checks that found nothing to change as
/// failures: after more than six it reports one and gives that type up until its value changes or a REAPPLY_POLICY comes.
/// </summary>
internal sealed class PolicyEngine(EmulatedDevice device)
{
    private const int GiveUpAfter = 6;

    private readonly Lock _gate = new();
    private Dictionary<string, Enforcement>? _enforced;
    private ScheduledCall? _next;

    public void Start()
    {
        lock (_gate)
        {
            if (_next is null && _enforced is { Count: > 0 })
            {
                Arm();
            }
        }
    }

    /// <summary>New items: changed values are tried afresh at the next loop.</summary>
    public void OnItemsChanged()
    {
        lock (_gate)
        {
            var previous = _enforced ?? [];
            _enforced = [];
            foreach (var item in device.State.PolicyItems)
            {
                if (item.TryGetProperty("type", out var type) && type.GetString() is { } name && item.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null)
                {
                    var text = value.GetRawText();
                    _enforced[name] = previous.TryGetValue(name, out var known) && known.Text == text ? known : new Enforcement(text);
                }
            }
        }

        device.Signal.Raise();
        Start();
    }

    /// <summary>Counts from zero again and enforces at once.</summary>
    public void Reapply()
    {
        lock (_gate)
        {
            foreach (var enforcement in (_enforced ?? []).Values)
            {
                enforcement.Count = 0;
            }
        }

        Enforce();
    }

    public void Reset()
    {
        lock (_gate)
        {
            _enforced = null;
            _next?.Cancel();
            _next = null;
        }
    }

    private void Arm() => _next = device.Runtime.Scheduler.After(device.TelemetryReporter.Interval("policy", TimeSpan.FromMinutes(1)), () =>
    {
        if (device.Stopping.IsCancellationRequested)
        {
            return;
        }

        Enforce();
        lock (_gate)
        {
            if (_enforced is { Count: > 0 })
            {
                Arm();
            }
            else
            {
                _next = null;
            }
        }
    });

    private void Enforce()
    {
        lock (_gate)
        {
            foreach (var (type, enforcement) in _enforced ?? [])
            {
                if (PolicyItems.All.FirstOrDefault(item => item.Type == type) is { } item && enforcement.Count <= GiveUpAfter)
                {
                    Enforce(item, enforcement);
                }
            }
        }

        device.Signal.Raise();
    }

    private void Enforce(PolicyItem item, Enforcement enforcement)
    {
        var wanted = JsonNode.Parse(enforcement.Text)!;
        if (IsAsWanted(item.Type, wanted))
        {
            if (++enforcement.Count > GiveUpAfter)
            {
                device.Dispatch("Device.Policy.ApplyPolicyFailed", new JsonObject { ["name"] = item.Type });
            }

            return;
        }

        item.Apply(device.State, wanted);
        enforcement.Count = 0;
        device.Dispatch("Device.Policy.ApplyPolicySucceeded", new JsonObject { ["name"] = item.Type });
        device.TelemetryReporter.Changed(item.Type);
    }

    private bool IsAsWanted(string type, JsonNode wanted) =>
        type == "BRIGHTNESS" ? PolicyItems.IsBrightness(device.State, wanted) : JsonNode.DeepEquals(device.TelemetryReporter.Read(type), wanted);

    private sealed class Enforcement(string text)
    {
        public string Text => text;

        public int Count { get; set; }
    }
}
