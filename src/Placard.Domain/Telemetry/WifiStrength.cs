using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class WifiStrength : TelemetryKind
{
    public override string Type => "WIFI_STRENGTH";

    public override string Summary => "strength in percent.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("wifiStrength", 10);

    public override bool FollowsDevice => true;
}
