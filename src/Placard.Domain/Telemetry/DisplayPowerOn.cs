using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class DisplayPowerOn : TelemetryKind
{
    public override string Type => "DISPLAY_POWER_ON";

    public override string Summary => "powerOn: the panel is on.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("displayPowerOn", 10);
}
