using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class ManagementCapabilities : TelemetryKind
{
    public override string Type => "MANAGEMENT_CAPABILITIES";

    public override string Summary => "capable: names of what the management part can do.";

    public override TelemetryInterval Interval => TelemetryInterval.AtStart("managementCapabilities");

    public override bool FollowsDevice => true;
}
