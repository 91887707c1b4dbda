using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class FrontCapabilities : TelemetryKind
{
    public override string Type => "FRONT_CAPABILITIES";

    public override string Summary => "capable: names of what the front part can do.";

    public override TelemetryInterval Interval => TelemetryInterval.AtStart("frontCapabilities");

    public override bool FollowsDevice => true;
}
