using System.Text.Json;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.Domain.Catalogue;

namespace Placard.DeviceGateway.Commands;

/// <summary>Closes commands that no reply closes, by what the device says of itself later; which notification proves which kind stands in the catalogue.</summary>
public sealed class CommandProofs(CommandProgress progress, DeviceActionCatalogue catalogue)
{
    public bool MayProve(string notificationType) => catalogue.ProvedBy(notificationType).Count > 0;

    public Task HandleAsync(DeviceConnection connection, string notificationType, JsonElement notification, CancellationToken cancellation) =>
        connection.Device is { } device ? progress.ProveAsync(device.DeviceUid, notificationType, notification, cancellation) : Task.CompletedTask;
}
