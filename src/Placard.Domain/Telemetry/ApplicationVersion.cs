using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class ApplicationVersion : TelemetryKind
{
    public override string Type => "APPLICATION_VERSION";

    public override string Summary => "version of the Core App; versionNumber.";

    public override TelemetryInterval Interval => TelemetryInterval.AtStart("applicationVersion");

    public override bool FollowsDevice => true;
}
