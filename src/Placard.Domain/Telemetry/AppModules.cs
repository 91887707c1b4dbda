using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class AppModules : TelemetryKind
{
    public override string Type => "APP_MODULES";

    public override string Summary => "management, front: versions of the parts of the Core App.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("appModules", 10);

    public override bool FollowsDevice => true;
}
