using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Temperature : TelemetryKind
{
    public override string Type => "TEMPERATURE";

    public override string Summary => "temperature in degrees Celsius.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("temperature", 5);

    public override bool FollowsDevice => true;
}
