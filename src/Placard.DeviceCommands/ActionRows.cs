using Microsoft.Extensions.Options;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>Makes the rows of actions.</summary>
public sealed class ActionRows(Uids uids, IOptions<CommandOptions> options)
{
    public DeviceAction Open(NewCommand command, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(command);
        var uid = uids.Ordered();
        return new()
        {
            Uid = uid,
            DeviceUid = command.DeviceUid,
            OrganizationUid = command.OrganizationUid,
            Kind = command.Kind.ActionType,
            Delivery = command.Kind.Delivery,
            Connection = command.Kind.DecidingConnection(command.Value),

            // By a key of its own it is superseded by none.
            SupersedeKey = command.Kind.SupersedeKey(command.Value) ?? uid,
            Value = command.Value.GetRawText(),
            OriginatorKind = command.Originator.Kind,
            OriginatorId = command.Originator.Id,
            CreatedAt = now,
            DeadlineAt = options.Value.UnsentLifetime(command.Kind) is { } lifetime ? now + lifetime : null,
        };
    }

    /// <summary>A row that only tells what happened.</summary>
    public DeviceAction Closed(NewCommand command, DateTime now)
    {
        var action = Open(command, now);
        action.SucceededAt = now;
        return action;
    }
}
