using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Proxy : TelemetryKind
{
    public override string Type => "PROXY";

    public override string Summary => "enabled, uri or null.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("proxy", 10);
}
