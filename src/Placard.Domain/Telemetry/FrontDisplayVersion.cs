using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class FrontDisplayVersion : TelemetryKind
{
    public override string Type => "FRONT_DISPLAY_VERSION";

    public override string Summary => "version of the front display; versionNumber.";

    public override TelemetryInterval Interval => TelemetryInterval.AtStart("frontDisplayVersion");

    public override bool FollowsDevice => true;
}
