using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Orientation : TelemetryKind
{
    public override string Type => "ORIENTATION";

    public override string Summary => "orientation; videoOrientation where it differs.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("orientation", 10);
}
