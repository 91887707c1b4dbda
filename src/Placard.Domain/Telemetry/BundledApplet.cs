using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class BundledApplet : TelemetryKind
{
    public override string Type => "BUNDLED_APPLET";

    public override string Summary => "appletUid, appletVersion, config; null without one.";

    public override TelemetryInterval Interval => TelemetryInterval.AtStart("bundledApplet");
}
