using System.Text.Json;
using Placard.Data;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>Puts the device at a location of its organization.</summary>
public sealed class SetLocationEffect : IActionEffect
{
    public Type Kind => typeof(SetLocation);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var locationUid = target.Command.Value.Deserialize<LocationValue>(JsonSerializerOptions.Web)!.LocationUid;
        if (!await target.Db.HoldLocationAsync(target.Device.OrganizationUid!, locationUid, cancellation))
        {
            return new(FailCodes.NotFound, "The organization has no such location.");
        }

        target.Device.LocationUid = locationUid;
        return null;
    }
}

/// <summary>Takes the device from its location.</summary>
public sealed class DeleteLocationEffect : IActionEffect
{
    public Type Kind => typeof(DeleteLocation);

    public Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var from = target.Command.Value.Deserialize<LeftLocationValue>(JsonSerializerOptions.Web)!.LocationUid;
        if (from is not null && from != target.Device.LocationUid)
        {
            return Task.FromResult<CommandFailure?>(new(FailCodes.NotFound, "The device is not at this location."));
        }

        target.Device.LocationUid = null;
        return Task.FromResult<CommandFailure?>(null);
    }
}
