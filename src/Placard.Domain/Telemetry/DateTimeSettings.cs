using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class DateTimeSettings : TelemetryKind
{
    public override string Type => "DATETIME";

    public override string Summary => "timezone (IANA) or null, ntpServer or null.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("datetime", 10);
}
