using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;
using Placard.Messaging;

namespace Placard.DeviceCommands;

/// <summary>Who asked for an action.</summary>
public sealed record Originator(OriginatorKind Kind, string Id);

/// <summary>One action to be done by one device.</summary>
public sealed record NewCommand(string DeviceUid, string OrganizationUid, DeviceActionKind Kind, JsonElement Value, Originator Originator);

/// <summary>Takes commands for devices: the row is the command, the signal after the commit only saves time.</summary>
public sealed class DeviceCommandQueue(TimeProvider time, Uids uids, IDeviceSignals signals, IOptions<CommandOptions> options)
{
    /// <summary>Stores the command in a transaction of its own and wakes the device's connection.</summary>
    public async Task<DeviceAction> SubmitAsync(PlacardDbContext db, NewCommand command, CancellationToken cancellation)
    {
        var action = await db.WriteAsync(token => AddAsync(db, command, token), cancellation);
        await AnnounceAsync(action, cancellation);
        return action;
    }

    /// <summary>Stores the command in the caller's transaction; the caller announces it after the commit.</summary>
    public async Task<DeviceAction> AddAsync(PlacardDbContext db, NewCommand command, CancellationToken cancellation)
    {
        var now = time.Now();
        var action = Row(command, now);
        switch (action.Delivery)
        {
            case DeliveryClass.State:
                action.SucceededAt = now;
                break;
            case DeliveryClass.Configuration or DeliveryClass.NextSession:
                break;
            default:
                await JudgeAsync(db, command.Kind, action, now, cancellation);
                break;
        }

        if (action is { Delivery: DeliveryClass.Setting, FailedAt: null })
        {
            await SupersedeAsync(db, action, now, cancellation);
        }

        db.DeviceActions.Add(action);
        return action;
    }

    /// <summary>Wakes whoever holds the device's connections. Only after the commit.</summary>
    public ValueTask AnnounceAsync(DeviceAction action, CancellationToken cancellation) => action.Delivery switch
    {
        DeliveryClass.State or DeliveryClass.Configuration or DeliveryClass.NextSession =>
            signals.SignalAsync(new(DeviceSignalKind.State, [action.DeviceUid]), cancellation),
        _ when action.FailedAt is null => signals.SignalAsync(new(DeviceSignalKind.Commands, [action.DeviceUid]), cancellation),
        _ => ValueTask.CompletedTask,
    };

    private DeviceAction Row(NewCommand command, DateTime now) => new()
    {
        Uid = uids.Ordered(),
        DeviceUid = command.DeviceUid,
        OrganizationUid = command.OrganizationUid,
        Kind = command.Kind.ActionType,
        Delivery = command.Kind.Delivery,
        Connection = command.Kind.DecidingConnection(command.Value),
        SupersedeKey = command.Kind.SupersedeKey(command.Value),
        Value = command.Value.GetRawText(),
        OriginatorKind = command.Originator.Kind,
        OriginatorId = command.Originator.Id,
        CreatedAt = now,
        DeadlineAt = options.Value.UnsentLifetime(command.Kind) is { } lifetime ? now + lifetime : null,
    };

    // A device that is or was connected has said what it can do. One that never was may still learn it, so the row waits.
    private static async Task JudgeAsync(PlacardDbContext db, DeviceActionKind kind, DeviceAction action, DateTime now, CancellationToken cancellation)
    {
        var session = await db.DeviceSessions.AsNoTracking()
            .Where(session => session.DeviceUid == action.DeviceUid && session.Connection == action.Connection)
            .Select(session => new { session.Actions, session.Capabilities })
            .FirstOrDefaultAsync(cancellation);
        if (session is not null && DeviceSupport.Parse(session.Actions, session.Capabilities).Refusal(kind, action) is { } refusal)
        {
            action.FailedAt = now;
            action.FailCode = FailCodes.NotSupported;
            action.FailMessage = refusal;
        }
    }

    private static Task SupersedeAsync(PlacardDbContext db, DeviceAction action, DateTime now, CancellationToken cancellation) =>
        db.AcrossOrganizations<DeviceAction>()
            .Where(older => older.DeviceUid == action.DeviceUid && older.Connection == action.Connection && older.Kind == action.Kind
                && older.SupersedeKey == action.SupersedeKey && older.SentEpoch == null
                && older.SucceededAt == null && older.FailedAt == null)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(older => older.FailedAt, now)
                    .SetProperty(older => older.FailCode, FailCodes.Superseded)
                    .SetProperty(older => older.FailMessage, "A newer value replaced it before it was sent."),
                cancellation);
}
