using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceSettings;

/// <summary>Which requests stand for something that is scheduled now.</summary>
internal static class ScheduledPowerActions
{
    /// <summary>Those that nobody cancelled or withdrew in time. A cancellation that failed cancelled nothing.</summary>
    public static IQueryable<DeviceAction> Scheduled(this PlacardDbContext db, DeviceActionCatalogue catalogue, string deviceUid)
    {
        var (set, cancel) = (catalogue.Kind<SetScheduledPowerAction>().ActionType, catalogue.Kind<CancelScheduledPowerAction>().ActionType);
        return db.DeviceActions.Where(action => action.DeviceUid == deviceUid && action.Kind == set
            && !(action.FailCode == FailCodes.Withdrawn && action.SentEpoch == null)
            && !db.DeviceActions.Any(other => other.DeviceUid == deviceUid && other.Kind == cancel && other.SupersedeKey == action.Uid && other.FailedAt == null));
    }
}
