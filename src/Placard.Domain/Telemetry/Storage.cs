using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Storage : TelemetryKind
{
    public override string Type => "STORAGE";

    public override string Summary => "internal and removable, each capacity and freeSpace in bytes.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("storage", 20);

    public override bool FollowsDevice => true;
}
