using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Supra : TelemetryKind
{
    public override string Type => "SUPRA";

    public override string Summary => "enabled and more.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("supra", 10);
}
