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

    public IReadOnlyList<string> OtherDevices(JsonElement value) => [Successor(value)];

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (db, old, command, now) = target;
        var uid = Successor(command.Value);
        var successor = await db.AcrossOrganizations<Device>()
            .SingleOrDefaultAsync(device => device.Uid == uid && device.Uid != old.Uid && device.OrganizationUid == old.OrganizationUid, cancellation);
        if (successor is null)
        {
            return new(FailCodes.NotFound, "The organization has no such other device.");
        }

        foreach (var rule in _rules)
        {
            await rule.ReplaceAsync(db, old, successor, now, cancellation);
        }

        var value = JsonSerializer.SerializeToElement(new ReplacementValue(uid, old.Uid), JsonSerializerOptions.Web);
        db.DeviceActions.Add(rows.Closed(command with { DeviceUid = uid, Value = value }, now));
        return null;
    }

    private static string Successor(JsonElement value) => value.Deserialize<ReplacementValue>(JsonSerializerOptions.Web)!.DeviceUid;
}
