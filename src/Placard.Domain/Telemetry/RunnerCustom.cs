using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class RunnerCustom : TelemetryKind
{
    public override string Type => "RUNNER_CUSTOM";

    public override string Summary => "Values that runners report.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("runnerCustom", 10);
}
