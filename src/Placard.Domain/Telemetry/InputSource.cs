using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class InputSource : TelemetryKind
{
    public override string Type => "INPUT_SOURCE";

    public override string Summary => "inputSource. Tizen with extended control only.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("inputSource", 10);
}
