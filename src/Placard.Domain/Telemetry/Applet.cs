using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class Applet : TelemetryKind
{
    public override string Type => "APPLET";

    public override string Summary => "appletUid, appletVersion, config of the applet that runs.";
}
