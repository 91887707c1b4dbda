using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>The successor is called as the old one was, and the old one shows what became of it.</summary>
public sealed class NameMoves : IDeviceIsReplaced
{
    private const string Suffix = " (replaced)";
    private const int Longest = 255;

    public int Order => 10;

    public Task ReplaceAsync(PlacardDbContext db, Device old, Device successor, DateTime now, CancellationToken cancellation)
    {
        successor.Name = old.Name;
        old.Name = Begin(old.Name, Longest - Suffix.Length) + Suffix;
        return Task.CompletedTask;
    }

    // Not in the middle of a character.
    private static string Begin(string name, int most) =>
        name.Length <= most ? name : name[..(char.IsHighSurrogate(name[most - 1]) ? most - 1 : most)];
}

/// <summary>The successor stands where the old one stood, with its tags and no others.</summary>
public sealed class LocationAndTagsMove : IDeviceIsReplaced
{
    public int Order => 20;

    public async Task ReplaceAsync(PlacardDbContext db, Device old, Device successor, DateTime now, CancellationToken cancellation)
    {
        // A location that is being deleted could take itself off the old one only.
        var stays = old.LocationUid is { } location && await db.HoldLocationAsync(old.OrganizationUid!, location, cancellation);
        (successor.LocationUid, old.LocationUid) = (stays ? old.LocationUid : null, null);
        var named = await db.AcrossOrganizations<DeviceTag>()
            .Where(tag => tag.DeviceUid == old.Uid || tag.DeviceUid == successor.Uid)
            .Select(tag => tag.TagUid)
            .Distinct()
            .ToListAsync(cancellation);
        var held = await db.HoldTagsAsync(old.OrganizationUid!, named, cancellation);
        var tags = await db.AcrossOrganizations<DeviceTag>()
            .Where(tag => (tag.DeviceUid == old.Uid || tag.DeviceUid == successor.Uid) && held.Contains(tag.TagUid))
            .ToListAsync(cancellation);
        var (gained, had) = (tags.FindAll(tag => tag.DeviceUid == old.Uid), tags.FindAll(tag => tag.DeviceUid == successor.Uid));
        db.DeviceTags.RemoveRange(gained);
        db.DeviceTags.RemoveRange(had.Where(tag => !gained.Exists(other => other.TagUid == tag.TagUid)));
        db.DeviceTags.AddRange(gained.Where(tag => !had.Exists(other => other.TagUid == tag.TagUid)).Select(tag => new DeviceTag
        {
            DeviceUid = successor.Uid,
            TagUid = tag.TagUid,
            OrganizationUid = tag.OrganizationUid,
            CreatedAt = now,
        }));
    }
}
