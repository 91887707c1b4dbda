using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.DeviceActions;
using Placard.Domain.Organizations;

namespace Placard.DeviceCommands.Effects;

/// <summary>Puts the tags on the device that its organization has and the device has not.</summary>
public sealed class SetOrganizationTagsEffect : IActionEffect
{
    public Type Kind => typeof(SetOrganizationTags);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (db, device) = (target.Db, target.Device);
        var named = target.Command.Value.Deserialize<OrganizationTagsValue>(JsonSerializerOptions.Web)!.TagUids;
        var there = await db.HoldTagsAsync(device.OrganizationUid!, [.. named.Distinct()], cancellation);
        var own = await db.AcrossOrganizations<DeviceTag>()
            .Where(tag => tag.DeviceUid == device.Uid && there.Contains(tag.TagUid))
            .Select(tag => tag.TagUid)
            .ToListAsync(cancellation);
        db.DeviceTags.AddRange(there.Except(own).Select(uid => new DeviceTag
        {
            DeviceUid = device.Uid,
            TagUid = uid,
            OrganizationUid = device.OrganizationUid!,
            CreatedAt = target.Now,
        }));
        return null;
    }
}

/// <summary>Takes the tags off the device that it has.</summary>
public sealed class DeleteOrganizationTagsEffect : IActionEffect
{
    public Type Kind => typeof(DeleteOrganizationTags);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var named = target.Command.Value.Deserialize<OrganizationTagsValue>(JsonSerializerOptions.Web)!.TagUids;

        // One that is being deleted goes with that.
        var there = await target.Db.HoldTagsAsync(target.Device.OrganizationUid!, [.. named.Distinct()], cancellation);
        var own = await target.Db.AcrossOrganizations<DeviceTag>()
            .Where(tag => tag.DeviceUid == target.Device.Uid && there.Contains(tag.TagUid))
            .ToListAsync(cancellation);
        target.Db.DeviceTags.RemoveRange(own);
        return null;
    }
}
