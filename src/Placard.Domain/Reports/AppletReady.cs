using Placard.DeviceProtocol;

namespace Placard.Domain.Reports;

public sealed class AppletReady : ReportType
{
    public override string Name => "Applet.ActiveAppletReady_Applet.Ready";

    public override string EventType => ChannelActions.ActiveAppletReady;

    public override IReadOnlyList<ReportColumn> Columns => [new("appletUid"), new("timingChecksum")];
}
