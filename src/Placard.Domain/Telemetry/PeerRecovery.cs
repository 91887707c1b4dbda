using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class PeerRecovery : TelemetryKind
{
    public override string Type => "PEER_RECOVERY";

    public override string Summary => "enabled; urlLauncherAddress or autoEnableTimeoutMs. Tizen only.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("peerRecovery", 10);
}
