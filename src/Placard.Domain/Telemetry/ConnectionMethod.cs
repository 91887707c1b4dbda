using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class ConnectionMethod : TelemetryKind
{
    public override string Type => "CONNECTION_METHOD";

    public override string Summary => "ws or http, as text.";

    public override bool MadeByServer => true;

    public override bool FollowsDevice => true;
}
