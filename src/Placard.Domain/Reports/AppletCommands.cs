using Placard.DeviceProtocol;
using Placard.Domain.Content;

namespace Placard.Domain.Reports;

/// <summary>Commands in both directions: those to applets are in the same list.</summary>
public sealed class AppletCommands : ReportType
{
    public override string Name => "Applet.ActiveAppletDispatchCommand_Applet.Command";

    public override string EventType => ChannelActions.ActiveAppletDispatchCommand;

    public override Type Source => typeof(AppletCommand);

    public override IReadOnlyList<ReportColumn> Columns =>
        [new("uid"), new("direction"), new("appletUid"), new("timingChecksum"), new("type"), new("command")];
}
