using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class ClientPublicIp : TelemetryKind
{
    public override string Type => "CLIENT_PUBLIC_IP";

    public override string Summary => "ip: the address from which the device connects.";

    public override bool MadeByServer => true;

    public override bool FollowsDevice => true;
}
