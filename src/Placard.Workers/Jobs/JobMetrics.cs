using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Placard.Workers.Jobs;

/// <summary>How many steps were run, how they ended, and how long they took.</summary>
public sealed class JobMetrics
{
    public const string MeterName = "Placard.Workers";

    private readonly Histogram<double> _duration;

    public JobMetrics(IMeterFactory meters) => _duration = meters.Create(MeterName).CreateHistogram<double>(
        "placard.job.duration", "s", "Steps of background jobs. Outcome: done, failed, parked, lease_lost.",
        advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    public void Ended(string kind, string outcome, TimeSpan duration) =>
        _duration.Record(duration.TotalSeconds, new TagList { { "kind", kind }, { "outcome", outcome } });
}
