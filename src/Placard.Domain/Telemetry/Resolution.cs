using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Resolution : TelemetryKind
{
    public override string Type => "RESOLUTION";

    public override string Summary => "width, height in pixels; framerate in Hz where known.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("resolution", 10);
}
