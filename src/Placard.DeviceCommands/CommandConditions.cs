using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>Something on the server's side that commands of a kind need, such as a file to load. One implementation for each such kind.</summary>
public interface ICommandCondition
{
    /// <summary>Class of the kind.</summary>
    Type Kind { get; }

    /// <summary>Why the command must not be sent; null when it may be. Awaits nothing but the database.</summary>
    Task<CommandFailure?> RefusalAsync(PlacardDbContext db, DeviceAction action, JsonElement value, CancellationToken cancellation);
}

/// <summary>Judges commands by what is known here: when a command is taken, and again before it is sent, as what it needs may be gone by then.</summary>
public sealed class CommandConditions(IEnumerable<ICommandCondition> conditions, Database database)
{
    private readonly ILookup<Type, ICommandCondition> _conditions = conditions.ToLookup(condition => condition.Kind);

    public async Task<CommandFailure?> RefusalAsync(DeviceActionKind kind, DeviceAction action, CancellationToken cancellation)
    {
        using var value = JsonDocument.Parse(action.Value);
        return kind.ApplicationTypeOf(value.RootElement) is null && !_conditions.Contains(kind.GetType())
            ? null
            : await database.ReadAsync(db => RefusalAsync(db, kind, action, cancellation));
    }

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<CommandFailure?> RefusalAsync(PlacardDbContext db, DeviceActionKind kind, DeviceAction action, CancellationToken cancellation)
    {
        using var value = JsonDocument.Parse(action.Value);
        if (kind.ApplicationTypeOf(value.RootElement) is { } wanted && await OtherTypeAsync(db, action.DeviceUid, wanted, cancellation) is { } type)
        {
            return new(FailCodes.NotSupported, $"It is for devices of the application type {wanted}, and this one is of {type}.");
        }

        foreach (var condition in _conditions[kind.GetType()])
        {
            if (await condition.RefusalAsync(db, action, value.RootElement, cancellation) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Task<string?> OtherTypeAsync(PlacardDbContext db, string deviceUid, string wanted, CancellationToken cancellation) =>
        db.AcrossOrganizations<Device>()
            .Where(device => device.Uid == deviceUid && device.ApplicationType != wanted)
            .Select(device => (string?)device.ApplicationType)
            .FirstOrDefaultAsync(cancellation);
}
