using System.Text.Json;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Data;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>Puts a command to an applet into the list that holds those from applets, too.</summary>
public sealed class AppletCommandRecord : IActionRecord
{
    public Type Kind => typeof(SendAppletCommand);

    public Task AddAsync(PlacardDbContext db, DeviceAction action, JsonElement value, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(action);
        var command = value.GetProperty("command");
        var batch = new ReportBatch();
        batch.AppletCommands.Add(new()
        {
            Uid = action.Uid,
            DeviceUid = action.DeviceUid,
            OrganizationUid = action.OrganizationUid,
            AppletUid = value.GetProperty("appletUid").GetString()!,
            Type = command.GetProperty("type").GetString()!,
            Command = command.GetRawText(),
            IsFromDevice = false,
            ReceivedAt = action.CreatedAt,
        });
        return db.GetService<IDialect>().WriteReportsAsync(db, batch, cancellation);
    }
}
