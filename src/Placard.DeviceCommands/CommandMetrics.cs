using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Placard.Domain.Catalogue;

namespace Placard.DeviceCommands;

/// <summary>How long commands take from the request to the committed outcome, and how they end.</summary>
public sealed class CommandMetrics
{
    public const string MeterName = "Placard.DeviceCommands";

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _closed;
    private readonly TimeProvider _time;

    public CommandMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>(
            "placard.command.duration", "s", "From the stored request to the committed success.",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 60] });
        _closed = meter.CreateCounter<long>("placard.command.closed", description: "Commands that reached their outcome.");
    }

    public void Closed(DeviceActionKind kind, string actionUid, CommandFailure? failure)
    {
        var tags = new TagList { { "kind", kind.ActionType }, { "outcome", failure?.Code ?? "succeeded" } };
        _closed.Add(1, tags);
        if (failure is null)
        {
            // The uid begins with the millisecond of its making.
            var created = long.Parse(actionUid.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            _duration.Record(Math.Max(0, now - created) / 1000, new TagList { { "kind", kind.ActionType } });
        }
    }
}
