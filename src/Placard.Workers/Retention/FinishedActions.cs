// These expressions become SQL, which knows no kinds of comparison.
#pragma warning disable CA1309
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Workers.Retention;

/// <summary>
/// Actions that are over. The newest of each kind of a device stays however old it is, as clients read from it what was last asked for;
/// of timers the newest of each. What is still open is never deleted.
/// </summary>
public sealed class FinishedActions() : RetentionRule("finished-actions", options => options.FinishedActions)
{
    public override async Task<string?> DeleteAsync(PlacardDbContext db, DateTime before, string after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);

        // Uids begin with the millisecond of their making, so the key finds the old ones.
        var end = new DateTimeOffset(before, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
        var actions = db.AcrossOrganizations<DeviceAction>();
        var looked = await actions.Where(action => string.Compare(action.Uid, after) > 0 && string.Compare(action.Uid, end) < 0)
            .OrderBy(action => action.Uid).Select(action => action.Uid).Take(Batch).ToListAsync(cancellation);
        if (looked.Count == 0)
        {
            return null;
        }

        var last = looked[^1];
        await actions
            .Where(action => string.Compare(action.Uid, after) > 0 && string.Compare(action.Uid, last) <= 0
                && (action.SucceededAt != null || action.FailedAt != null)
                && actions.Any(newer => newer.DeviceUid == action.DeviceUid && newer.Kind == action.Kind
                    && newer.SupersedeKey == action.SupersedeKey && newer.OrganizationUid == action.OrganizationUid && string.Compare(newer.Uid, action.Uid) > 0))
            .ExecuteDeleteAsync(cancellation);
        return looked.Count == Batch ? last : null;
    }
}
