using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Data.Connections;
using Placard.DeviceCommands.Effects;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;
using Placard.Messaging;

namespace Placard.DeviceCommands;

/// <summary>Who asked for an action.</summary>
public sealed record Originator(OriginatorKind Kind, string Id);

/// <summary>One action to be done by one device.</summary>
public sealed record NewCommand(string DeviceUid, string OrganizationUid, DeviceActionKind Kind, JsonElement Value, Originator Originator)
{
    /// <summary>If what it changes in the database can't be changed, it is refused and nothing is stored, not even that it failed.</summary>
    public bool MustSucceed { get; init; }
}

/// <summary>A command that must succeed can't.</summary>
public sealed class CommandRefusedException(CommandFailure failure) : Exception(failure.Message)
{
    public CommandFailure Failure { get; } = failure;
}

/// <summary>Takes commands for devices: the row is the command, the signal after the commit only saves time.</summary>
public sealed class DeviceCommandQueue(
    DeviceCommandQueue.Context context, ActionRows rows, CommandConditions conditions, CommandDelivery delivery, IEnumerable<IActionEffect> effects, IEnumerable<IActionRecord> records)
{
    /// <summary>Time, and who is to be told.</summary>
    public sealed record Context(TimeProvider Time, IDeviceSignals Signals, IOpenConnections Connections);

    private readonly FrozenDictionary<Type, IActionEffect> _effects = effects.ToFrozenDictionary(effect => effect.Kind);
    private readonly FrozenDictionary<Type, IActionRecord> _records = records.ToFrozenDictionary(record => record.Kind);

    /// <summary>Stores the command in a transaction of its own and wakes the device's connection.</summary>
    public async Task<DeviceAction> SubmitAsync(PlacardDbContext db, NewCommand command, CancellationToken cancellation) =>
        await StoreAtOnceAsync(db, command, cancellation) ?? (await SubmitAsync(db, [command], cancellation))[0];

    /// <summary>The same for several commands: all of them are stored, or none.</summary>
    public async Task<IReadOnlyList<DeviceAction>> SubmitAsync(
        PlacardDbContext db, IReadOnlyList<NewCommand> commands, CancellationToken cancellation)
    {
        var claimed = new List<DeliveryTurn>();
        var actions = new List<DeviceAction>(commands.Count);
        try
        {
            await db.WriteAsync(
                async token =>
                {
                    foreach (var command in commands)
                    {
                        actions.Add(await AddAsync(db, command, token));
                    }

                    await db.SaveChangesAsync(token);
                    await ClaimAsync(db, actions, claimed, token);
                },
                cancellation);
            claimed.ForEach(turn => turn.Carry());
        }
        finally
        {
            // Whoever waits behind must not wait for what failed.
            claimed.ForEach(turn => turn.GiveUp());
        }

        // A claim takes the oldest first and so many at most: what it left, and all above it, is for the pump.
        var carried = claimed.SelectMany(turn => turn.Claimed).Select(action => action.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var action in actions.Where(action => !carried.Contains(action.Uid)))
        {
            await AnnounceAsync(action, cancellation);
        }

        return actions;
    }

    /// <summary>Stores the command in the caller's transaction; the caller announces it after the commit.</summary>
    /// <exception cref="DeviceNotFreeException">The command changes what the server keeps of the device, and the device is not the organization's any more.</exception>
    public async Task<DeviceAction> AddAsync(PlacardDbContext db, NewCommand command, CancellationToken cancellation)
    {
        var isSent = IsSent(command.Kind.Delivery);

        // Its uid is made behind the lock, so that the order of uids is the order in which commands are stored and sent.
        var session = isSent ? await db.LockSessionAsync(command.DeviceUid, command.Kind.DecidingConnection(command.Value), cancellation) : null;
        var now = context.Time.Now();
        var action = rows.Open(command, now);
        if (isSent)
        {
            await JudgeAsync(db, command.Kind, action, session, now, cancellation);
        }
        else if (action.Delivery == DeliveryClass.State)
        {
            action.SucceededAt = now;
        }

        if (action is { Delivery: DeliveryClass.Setting, FailedAt: null })
        {
            await SupersedeAsync(db, action, now, cancellation);
        }

        await ApplyAsync(db, command, action, now, cancellation);
        db.DeviceActions.Add(action);
        if (_records.TryGetValue(command.Kind.GetType(), out var record))
        {
            await record.AddAsync(db, action, command.Value, cancellation);
        }

        return action;
    }

    /// <summary>Wakes whoever holds the device's connections. Only after the commit.</summary>
    public ValueTask AnnounceAsync(DeviceAction action, CancellationToken cancellation) => action.Delivery switch
    {
        DeliveryClass.State or DeliveryClass.Configuration or DeliveryClass.NextSession =>
            context.Signals.SignalAsync(new(DeviceSignalKind.State, [action.DeviceUid]), cancellation),
        _ when action.FailedAt is null => context.Signals.SignalAsync(new(DeviceSignalKind.Commands, [action.DeviceUid]), cancellation),
        _ => ValueTask.CompletedTask,
    };

    // Null: it needs a transaction of several statements.
    private async Task<DeviceAction?> StoreAtOnceAsync(PlacardDbContext db, NewCommand command, CancellationToken cancellation)
    {
        var kind = command.Kind;
        if (!command.MustSucceed || kind.Delivery != DeliveryClass.State || kind.ChangesDevice || _effects.GetValueOrDefault(kind.GetType()) is not IStoredAtOnce effect)
        {
            return null;
        }

        var action = rows.Closed(command, context.Time.Now());
        if (!await effect.TryStoreAsync(db, command, action, cancellation))
        {
            return null;
        }

        await AnnounceAsync(action, cancellation);
        return action;
    }

    private static bool IsSent(DeliveryClass delivery) => delivery is DeliveryClass.Setting or DeliveryClass.Once or DeliveryClass.Forward;

    // Whoever is connected here gets its commands with the transaction that stores them: the older ones that wait, too.
    private async Task ClaimAsync(PlacardDbContext db, IReadOnlyList<DeviceAction> added, List<DeliveryTurn> claimed, CancellationToken cancellation)
    {
        foreach (var (deviceUid, connection) in added
            .Where(action => IsSent(action.Delivery) && action.FailedAt is null)
            .Select(action => (action.DeviceUid, action.Connection))
            .Distinct())
        {
            if (context.Connections.Reserve(deviceUid, connection) is { } turn)
            {
                claimed.Add(turn);
                turn.Claimed = await delivery.ClaimAsync(db, turn.Session, cancellation);
            }
        }
    }

    private async Task ApplyAsync(PlacardDbContext db, NewCommand command, DeviceAction action, DateTime now, CancellationToken cancellation)
    {
        var effect = _effects.GetValueOrDefault(command.Kind.GetType());
        if (!command.Kind.ChangesDevice && effect is null)
        {
            return;
        }

        // The lock proves whose the device is.
        var locked = await db.LockDevicesAsync(command.OrganizationUid, [command.DeviceUid, .. effect?.OtherDevices(command.Value) ?? []], cancellation);
        var device = locked.Find(device => device.Uid == command.DeviceUid) ?? throw new DeviceNotFreeException();
        command.Kind.ApplyTo(device, command.Value, now);
        if (effect is not null && await effect.ApplyAsync(new(db, device, command, now) { ActionUid = action.Uid }, cancellation) is { } failure)
        {
            if (command.MustSucceed)
            {
                throw new CommandRefusedException(failure);
            }

            action.SucceededAt = null;
            action.FailedAt = now;
            action.FailCode = failure.Code;
            action.FailMessage = failure.Message;
        }
    }

    // A device that is or was connected has said what it can do. One that never was may still learn it, so the row waits.
    private async Task JudgeAsync(
        PlacardDbContext db, DeviceActionKind kind, DeviceAction action, DeviceSession? session, DateTime now, CancellationToken cancellation)
    {
        var refusal = session is not null && DeviceSupport.Parse(session.Actions, session.Capabilities).Refusal(kind, action) is { } reason
            ? new CommandFailure(FailCodes.NotSupported, reason)
            : await conditions.RefusalAsync(db, kind, action, cancellation);
        if (refusal is not null)
        {
            action.FailedAt = now;
            action.FailCode = refusal.Code;
            action.FailMessage = refusal.Message;
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
