using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class CpuUsage : TelemetryKind
{
    public override string Type => "CPU_USAGE";

    public override string Summary => "Usage of the processors, with the feature flag cpuUsage.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("cpuUsage", 5);

    public override bool FollowsDevice => true;
}
