using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class DisplaySetting : TelemetryKind
{
    public override string Type => "DISPLAY_SETTING";

    public override string Summary => "backlight, contrast, sharpness, maxTemperature. Tizen with extended control only.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("displaySetting", 10);
}
