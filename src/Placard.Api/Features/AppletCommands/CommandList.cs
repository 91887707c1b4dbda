using System.Linq.Expressions;
using Placard.Api.Http;
using Placard.Domain.Content;

namespace Placard.Api.Features.AppletCommands;

/// <summary>A command to an applet, or from one.</summary>
/// <param name="Uid">50 hex; of a command to an applet, the same as in the action log.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="AppletUid">The applet.</param>
/// <param name="Command" example="{&quot;type&quot;:&quot;MyCms.Content.PlayVideo&quot;,&quot;name&quot;:&quot;welcome&quot;}">An object with its type.</param>
/// <param name="TimingChecksum" example="&quot;9b1fd2047e&quot;">The timing that ran the applet, as the device says it; null for a command to an applet.</param>
/// <param name="ReceivedAt">When the server got it; of one that the device collected offline, when it was dispatched.</param>
public sealed record AppletCommandResponse(
    string Uid, string DeviceUid, string AppletUid, RawJson Command, string? TimingChecksum, DateTime ReceivedAt);

/// <summary>The one list of commands in both directions, with the server's clock.</summary>
internal static class CommandList
{
    public static readonly Expression<Func<AppletCommand, AppletCommandResponse>> ToResponse = command => new AppletCommandResponse(
        command.Uid, command.DeviceUid, command.AppletUid, new RawJson(command.Command), command.TimingChecksum, command.ReceivedAt);

    public static Task<PageOf<AppletCommandResponse>> ReadAsync(
        Page page, IQueryable<AppletCommand> commands, string? appletUid, string? type, CancellationToken cancellation)
    {
        if (appletUid is not null)
        {
            commands = commands.Where(command => command.AppletUid == appletUid);
        }

        if (type is not null)
        {
            commands = commands.Where(command => command.Type == type);
        }

        return page.ReadLongAsync(
            commands.Select(command => new Row<AppletCommand> { At = command.ReceivedAt, Uid = command.Uid, Item = command }), ToResponse, cancellation);
    }
}
