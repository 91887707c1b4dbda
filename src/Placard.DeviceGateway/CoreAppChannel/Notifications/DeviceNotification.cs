using System.Text.Json;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceGateway.Sessions;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.CoreAppChannel.Notifications;

/// <summary>Something that a device says of itself and that the device object shows.</summary>
public abstract class DeviceNotification(ReportedFrames reports) : IChannelAction
{
    public abstract string Type { get; }

    public bool InOrder => false;

    public bool KeptUntilLogIn => true;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation) =>
        reports.ChangeAsync(connection, payload, (target, at) => Apply(target.Device!, payload, at, target), cancellation);

    protected abstract void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target);
}
