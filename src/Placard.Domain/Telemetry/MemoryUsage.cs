using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class MemoryUsage : TelemetryKind
{
    public override string Type => "MEMORY_USAGE";

    public override string Summary => "Usage of the memory, with the feature flag memoryUsage.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("memoryUsage", 5);

    public override bool FollowsDevice => true;
}
