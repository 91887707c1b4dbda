using Placard.DeviceProtocol;

namespace Placard.Domain.Reports;

/// <summary>The device's own word on when it connected: front and management each say it.</summary>
public sealed class DeviceConnected : ReportType
{
    public override string Name => "Web.Socket.Connected_Device.Connect";

    public override string EventType => ChannelActions.SocketConnected;

    public override IReadOnlyList<ReportColumn> Columns => [new("socketName")];
}
