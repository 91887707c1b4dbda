using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Debug : TelemetryKind
{
    public override string Type => "DEBUG";

    public override string Summary => "appletEnabled, nativeEnabled.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("debug", 10);
}
