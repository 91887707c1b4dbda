using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Volume : TelemetryKind
{
    public override string Type => "VOLUME";

    public override string Summary => "volume: 0 to 100.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("volume", 10);
}
