using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Runner : TelemetryKind
{
    public override string Type => "RUNNER";

    public override string Summary => "List of assigned runners.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("runner", 10);
}
