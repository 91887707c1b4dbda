using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class ExtendedManagement : TelemetryKind
{
    public override string Type => "EXTENDED_MANAGEMENT";

    public override string Summary => "url or null.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("extendedManagementUrl", 10);
}
