using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class RemoteControl : TelemetryKind
{
    public override string Type => "REMOTE_CONTROL";

    public override string Summary => "enabled: true when the remote control works.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("remoteControl", 10);
}
