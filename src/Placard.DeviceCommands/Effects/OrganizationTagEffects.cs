using System.Text.Json;
using Microsoft.EntityFrameworkCore;
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
        var missing = await db.AcrossOrganizations<OrganizationTag>()
            .Where(tag => named.Contains(tag.Uid) && tag.OrganizationUid == device.OrganizationUid
                && !db.DeviceTags.Any(own => own.DeviceUid == device.Uid && own.TagUid == tag.Uid))
            .Select(tag => tag.Uid)
            .ToListAsync(cancellation);
        db.DeviceTags.AddRange(missing.Select(uid => new DeviceTag
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
        var own = await target.Db.AcrossOrganizations<DeviceTag>()
            .Where(tag => tag.DeviceUid == target.Device.Uid && named.Contains(tag.TagUid))
            .ToListAsync(cancellation);
        target.Db.DeviceTags.RemoveRange(own);
        return null;
    }
}
