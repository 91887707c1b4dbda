using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Plugin : TelemetryKind
{
    public override string Type => "PLUGIN";

    public override string Summary => "List of assigned plugins.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("plugin", 10);
}
