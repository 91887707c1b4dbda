using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceActions;

internal static class WithdrawDeviceAction
{
    /// <summary>Withdraws an action that was not sent to the device yet; 409 when it was, or is over. An operation of Placard's own.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string actionUid, RequestScope scope, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var now = time.Now();
        var actions = db.DeviceActions.Where(action => action.Uid == actionUid && action.DeviceUid == deviceUid);
        await db.WriteAsync(
            async token =>
            {
                // The condition is the lock: whoever sends it sets the same columns.
                var withdrawn = await actions
                    .Where(action => action.SentEpoch == null && action.SucceededAt == null && action.FailedAt == null)
                    .ExecuteUpdateAsync(
                        row => row
                            .SetProperty(action => action.FailedAt, now)
                            .SetProperty(action => action.FailCode, FailCodes.Withdrawn)
                            .SetProperty(action => action.FailMessage, "It was withdrawn before it was sent."),
                        token);
                if (withdrawn == 0)
                {
                    throw await actions.AnyAsync(token) ? ApiErrors.Conflict("The action was sent already, or is over") : ApiErrors.NotFound();
                }
            },
            cancellation);
        return new();
    }
}
