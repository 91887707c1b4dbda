using Placard.DeviceProtocol;

namespace Placard.Domain.Reports;

/// <summary>The device's own word on when it lost its connection, sent when it was back.</summary>
public sealed class DeviceDisconnected : ReportType
{
    public override string Name => "Web.Socket.Disconnected_Device.Disconnect";

    public override string EventType => ChannelActions.SocketDisconnected;

    public override IReadOnlyList<ReportColumn> Columns => [new("socketName"), new("reason"), new("context")];
}
