using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Timers : TelemetryKind
{
    public override string Type => "TIMERS";

    public override string Summary => "List of native timers: type, timeOn, timeOff (HH:MM:SS or null), weekdays (MONDAY...), volume.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("timers", 10);
}
