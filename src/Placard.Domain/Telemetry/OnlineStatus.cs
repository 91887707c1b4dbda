using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class OnlineStatus : TelemetryKind
{
    public override string Type => "ONLINE_STATUS";

    public override string Summary => "online: the management connection is open.";

    public override bool MadeByServer => true;

    public override bool FollowsDevice => true;
}
