using System.Text.Json;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;

namespace Placard.DeviceGateway.CoreAppChannel.Actions;

/// <summary>A command from an applet; the list of a device holds those to applets, too. One that says nothing is confirmed and dropped.</summary>
public sealed class AppletCommandAction(ReportedFrames reports, Uids uids) : IChannelAction
{
    public string Type => ChannelActions.ActiveAppletDispatchCommand;

    public bool InOrder => false;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        if (ReportedCommand.Read(payload) is not { } command)
        {
            return Task.CompletedTask;
        }

        // Made now, so that commands of one moment stand in the list as they came.
        var uid = uids.Ordered();
        return reports.StoreAsync(connection, payload, (target, at) => target.AddAppletCommand(uid, command, at), cancellation);
    }
}
