using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceSettings;

internal static class DeleteDeviceScheduledPowerAction
{
    /// <summary>
    /// Cancels a scheduled power action. One that was never sent to the device is withdrawn; otherwise the device is told,
    /// and until it failed to obey the action counts as cancelled. The answer's <c>Location</c> is where the outcome can be read.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string scheduledActionUid, RequestScope scope, PlacardDbContext db, DeviceCommandQueue commands, DeviceSettingServices services, CancellationToken cancellation)
    {
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var cancelled = await db.WriteAsync(
            async token =>
            {
                var scheduled = await db.Scheduled(services.Catalogue, deviceUid).AsNoTracking()
                    .FirstOrDefaultAsync(action => action.Uid == scheduledActionUid, token) ?? throw ApiErrors.NotFound();
                var command = new NewCommand(deviceUid, organizationUid, services.Catalogue.Kind<CancelScheduledPowerAction>(), Value(scheduled), scope.Originator);
                var cancel = await commands.AddAsync(db, command, token);
                if (await WithdrawAsync(db, scheduled.Uid, services.Time.Now(), token))
                {
                    // The device never heard of it, so there is nothing to forget.
                    (cancel.SucceededAt, cancel.FailedAt, cancel.FailCode, cancel.FailMessage) = (cancel.CreatedAt, null, null, null);
                }

                return cancel;
            },
            cancellation);
        if (cancelled.SucceededAt is null)
        {
            await commands.AnnounceAsync(cancelled, cancellation);
        }

        return new($"{services.Addresses.ApiBase}/v1/device/{deviceUid}/action-log/{cancelled.Uid}");
    }

    /// <summary>Ends a request that is still open, so that it is not sent again after the cancellation.</summary>
    /// <returns>Whether it was never sent. The condition is the lock, as whoever sends it sets the same columns.</returns>
    private static async Task<bool> WithdrawAsync(PlacardDbContext db, string uid, DateTime now, CancellationToken cancellation)
    {
        var scheduled = db.DeviceActions.Where(action => action.Uid == uid);
        var open = scheduled.Where(action => action.SucceededAt == null && action.FailedAt == null);
        if (await EndAsync(open.Where(action => action.SentEpoch == null), "It was cancelled before it was sent.") == 1)
        {
            return true;
        }

        await EndAsync(open, "It was cancelled before the device answered.");
        return await scheduled.AnyAsync(action => action.SentEpoch == null, cancellation);

        Task<int> EndAsync(IQueryable<DeviceAction> actions, string message) => actions.ExecuteUpdateAsync(
            row => row
                .SetProperty(action => action.FailedAt, now)
                .SetProperty(action => action.FailCode, FailCodes.Withdrawn)
                .SetProperty(action => action.FailMessage, message),
            cancellation);
    }

    private static JsonElement Value(DeviceAction scheduled)
    {
        var action = JsonNode.Parse(scheduled.Value)!["powerAction"]!.GetValue<string>();
        var value = new JsonObject { ["scheduledPowerActionUid"] = scheduled.Uid, ["powerAction"] = action };
        return JsonSerializer.SerializeToElement(value, CatalogueJson.Default.JsonObject);
    }
}
