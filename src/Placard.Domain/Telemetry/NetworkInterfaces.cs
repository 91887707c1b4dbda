using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class NetworkInterfaces : TelemetryKind
{
    public override string Type => "NETWORK_INTERFACES";

    public override string Summary => "List of interfaces: type, name, addresses, macAddress.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("networkInterfaces", 10);

    public override bool FollowsDevice => true;
}
