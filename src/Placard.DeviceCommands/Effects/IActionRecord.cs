using System.Text.Json;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>
/// Rows that are stored beside every action of one kind, in its transaction, be it sent or refused. They only tell more of it: unlike an
/// <see cref="IActionEffect"/> they change nothing of the device, so nobody waits for its row.
/// </summary>
public interface IActionRecord
{
    /// <summary>The kind of action, by its class in the catalogue.</summary>
    Type Kind { get; }

    /// <summary>Stores them. Awaits nothing but the database.</summary>
    Task AddAsync(PlacardDbContext db, DeviceAction action, JsonElement value, CancellationToken cancellation);
}
