using System.Text.Json;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.Domain.Catalogue;

namespace Placard.DeviceGateway.Commands;

/// <summary>Closes commands by what the device answered; which action answers which kind stands in the catalogue.</summary>
public sealed class CommandReplies(CommandDelivery delivery, CommandProgress progress, DeviceActionCatalogue catalogue)
{
    public bool IsReply(string actionType) => catalogue.FindReplies(actionType).Any(found => found.Reply.UidField is not null);

    /// <summary>Closes the command. A reply for a command of another device, or a second one, changes nothing.</summary>
    public async Task HandleAsync(DeviceConnection connection, string actionType, JsonElement payload, CancellationToken cancellation)
    {
        if (connection.Device is null)
        {
            return;
        }

        foreach (var (kind, reply) in catalogue.FindReplies(actionType))
        {
            if (payload.Text(reply.UidField!) is { } actionUid && await AnswerAsync(connection.Session, kind, reply, actionUid, payload, cancellation))
            {
                return;
            }
        }
    }

    private Task<bool> AnswerAsync(
        SessionKey session, DeviceActionKind kind, WireReply reply, string actionUid, JsonElement payload, CancellationToken cancellation) =>
        reply.Outcome switch
        {
            ReplyOutcome.Progress => progress.AdvanceAsync(session, kind, reply, actionUid, payload, cancellation),
            ReplyOutcome.Failed => delivery.CloseAsync(session, kind, actionUid, CommandFailure.ByDevice, cancellation),
            _ => delivery.CloseAsync(session, kind, actionUid, null, cancellation),
        };
}
