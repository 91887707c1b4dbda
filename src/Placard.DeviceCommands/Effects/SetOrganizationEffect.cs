using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data.Auditing;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain.Auditing;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>
/// Moves the device. It leaves its organization as it would for good, by the same rules, but stays paired; of what it reported, only the latest facts
/// of the hardware follow it. Whether the caller may do it, the caller's side decides.
/// </summary>
public sealed class SetOrganizationEffect(
    IEnumerable<IDeviceLeavesOrganization> leaving, ActionRows rows, TelemetryCatalogue telemetry, AuditTrail audit) : IActionEffect
{
    private readonly IDeviceLeavesOrganization[] _leaving = [.. leaving.OrderBy(rule => rule.Order)];
    private readonly string[] _facts = [.. telemetry.Kinds.Where(kind => kind.FollowsDevice).Select(kind => kind.Type)];

    public Type Kind => typeof(SetOrganization);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (db, device, command, now) = target;
        var from = device.OrganizationUid!;
        var to = command.Value.Deserialize<OrganizationValue>(JsonSerializerOptions.Web)!.OrganizationUid;
        if (to == from)
        {
            return null;
        }

        if (!await db.Organizations.AnyAsync(organization => organization.Uid == to && !organization.IsCompany, cancellation))
        {
            return new(FailCodes.NotFound, "There is no such organization.");
        }

        try
        {
            await OrganizationRoom.TakeAsync(db, to, arriving: 1, cancellation);
        }
        catch (OrganizationFullException full)
        {
            return new(FailCodes.OrganizationFull, full.Message);
        }

        foreach (var rule in _leaving)
        {
            await rule.LeaveAsync(db, device, from, now, cancellation);
        }

        device.OrganizationUid = to;
        device.ProvisionedAt = now;
        device.ForgetPending = true;
        audit.Add(db, AuditOperations.Provisioned, nameof(Device), device.Uid, to);
        await db.AcrossOrganizations<TelemetryLatest>()
            .Where(latest => latest.DeviceUid == device.Uid && latest.OrganizationUid == from && _facts.Contains(latest.Type))
            .ExecuteUpdateAsync(row => row.SetProperty(latest => latest.OrganizationUid, to), cancellation);
        db.DeviceActions.Add(rows.Closed(command with { OrganizationUid = to }, now));
        return null;
    }
}
