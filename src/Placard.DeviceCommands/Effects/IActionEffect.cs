using System.Text.Json;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>
/// What an action of one kind changes in the database beyond the device's own row, in the transaction that stores the action, whoever asks for it.
/// What it changes of the device's row alone, the kind itself says.
/// </summary>
public interface IActionEffect
{
    /// <summary>The kind of action, by its class in the catalogue.</summary>
    Type Kind { get; }

    /// <summary>Uids of devices whose rows it changes too. They are locked with the command's own, if the same organization has them.</summary>
    IReadOnlyList<string> OtherDevices(JsonElement value) => [];

    /// <returns>Null, or why the action failed; then nothing was changed.</returns>
    Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation);
}

/// <summary>An effect that some databases can store together with its action by one statement.</summary>
public interface IStoredAtOnce : IActionEffect
{
    /// <summary>Stores the closed action and what it changes, and commits.</summary>
    /// <returns>False if this database or this value needs the ordinary way; then nothing was done.</returns>
    /// <exception cref="CommandRefusedException">It can't be changed; nothing was stored.</exception>
    /// <exception cref="Provisioning.DeviceNotFreeException">The device is not the organization's.</exception>
    Task<bool> TryStoreAsync(PlacardDbContext db, NewCommand command, DeviceAction action, CancellationToken cancellation);
}

/// <summary>What an effect works on.</summary>
/// <param name="Db">The transaction.</param>
/// <param name="Device">The tracked row, locked until the commit; it belongs to the organization that the command names.</param>
/// <param name="Command">What was asked for, by whom.</param>
/// <param name="Now">The time of the action.</param>
public sealed record EffectTarget(PlacardDbContext Db, Device Device, NewCommand Command, DateTime Now)
{
    /// <summary>Uid of the action; what it makes may bear it.</summary>
    public required string ActionUid { get; init; }
}
