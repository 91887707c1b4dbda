using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class ProprietaryTimers : TelemetryKind
{
    public override string Type => "PROPRIETARY_TIMERS";

    public override string Summary => "List of software timers: type, timeOn, timeOff (HH:MM:SS or null), weekdays (MONDAY...), keepAppletRunning.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("proprietaryTimers", 10);
}
