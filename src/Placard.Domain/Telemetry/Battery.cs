using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Battery : TelemetryKind
{
    public override string Type => "BATTERY";

    public override string Summary => "percentage, isCharging, chargeType, lastChargingTime.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("battery", 20);

    public override bool FollowsDevice => true;
}
