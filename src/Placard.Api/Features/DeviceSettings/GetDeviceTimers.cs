using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

internal static class GetDeviceTimers
{
    /// <summary>The last request for each timer, newest first. Timers that were removed are left out; one whose removal failed is still there.</summary>
    public static async Task<PageOf<ListedAction>> HandleAsync(
        string deviceUid, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var kinds = catalogue.Kinds.OfType<TimerKind>().ToDictionary(kind => kind.ActionType);
        var types = kinds.Keys.ToArray();
        var newest = await db.DeviceActions
            .Where(action => action.DeviceUid == deviceUid && types.Contains(action.Kind))
            .GroupBy(action => new { action.Kind, action.SupersedeKey })
            .Select(timer => new { Any = timer.Max(action => action.Uid)!, NotFailed = timer.Max(action => action.FailedAt == null ? action.Uid : null) })
            .ToListAsync(cancellation);
        var uids = newest.SelectMany(timer => new[] { timer.Any, timer.NotFailed }).OfType<string>().Distinct().ToArray();
        var actions = await db.DeviceActions.AsNoTracking().Where(action => uids.Contains(action.Uid)).ToDictionaryAsync(action => action.Uid, cancellation);
        return new(
            [
                .. newest.Select(timer => Shown(timer.Any) ?? (timer.NotFailed is null || actions[timer.Any].FailedAt is null ? null : Shown(timer.NotFailed)))
                    .OfType<ListedAction>()
                    .OrderByDescending(timer => timer.Uid, StringComparer.Ordinal),
            ],
            next: null);

        ListedAction? Shown(string uid)
        {
            var action = actions[uid];
            var listed = GetDeviceActions.ToListed(kinds[action.Kind], action);
            return kinds[action.Kind].IsRemoval(listed.Value) ? null : listed;
        }
    }
}
