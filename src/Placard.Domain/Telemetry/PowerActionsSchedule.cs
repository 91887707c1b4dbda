using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class PowerActionsSchedule : TelemetryKind
{
    public override string Type => "POWER_ACTIONS_SCHEDULE";

    public override string Summary => "List of scheduled power actions: uid, powerType, weekdays (MONDAY...), time.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("powerActionsSchedule", 10);
}
