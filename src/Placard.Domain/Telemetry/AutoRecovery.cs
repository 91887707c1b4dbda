using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class AutoRecovery : TelemetryKind
{
    public override string Type => "AUTO_RECOVERY";

    public override string Summary => "enabled; healthcheckIntervalMs or autoEnableTimeoutMs. Tizen and webOS only.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("autoRecovery", 10);
}
