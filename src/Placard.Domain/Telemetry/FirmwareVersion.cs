using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class FirmwareVersion : TelemetryKind
{
    public override string Type => "FIRMWARE_VERSION";

    public override string Summary => "version of the firmware, vendor specific.";

    public override TelemetryInterval Interval => TelemetryInterval.AtStart("firmwareVersion");

    public override bool FollowsDevice => true;
}
