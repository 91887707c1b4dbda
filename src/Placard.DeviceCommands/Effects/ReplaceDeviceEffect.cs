using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>Lets new hardware take the place of the device, by the rules of each domain.</summary>
public sealed class ReplaceDeviceEffect(IEnumerable<IDeviceIsReplaced> rules, ActionRows rows) : IActionEffect
{
    private readonly IDeviceIsReplaced[] _rules = [.. rules.OrderBy(rule => rule.Order)];

    public Type Kind => typeof(ReplaceDevice);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (db, old, command, now) = target;
        var uid = command.Value.Deserialize<ReplacementValue>(JsonSerializerOptions.Web)!.DeviceUid;
        var mine = db.AcrossOrganizations<Device>().Where(device => device.Uid == uid && device.Uid != old.Uid && device.OrganizationUid == old.OrganizationUid);

        // Locked like the old one.
        if (await mine.ExecuteUpdateAsync(row => row.SetProperty(device => device.Name, device => device.Name), cancellation) == 0)
        {
            return new(FailCodes.NotFound, "The organization has no such other device.");
        }

        var successor = await mine.SingleAsync(cancellation);
        foreach (var rule in _rules)
        {
            await rule.ReplaceAsync(db, old, successor, now, cancellation);
        }

        var value = JsonSerializer.SerializeToElement(new ReplacementValue(uid, old.Uid), JsonSerializerOptions.Web);
        db.DeviceActions.Add(rows.Closed(command with { DeviceUid = uid, Value = value }, now));
        return null;
    }
}
