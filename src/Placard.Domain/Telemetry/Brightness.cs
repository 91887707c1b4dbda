using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Brightness : TelemetryKind
{
    public override string Type => "BRIGHTNESS";

    public override string Summary => "brightness: 0 to 100, the one in force now.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("brightness", 10);
}
