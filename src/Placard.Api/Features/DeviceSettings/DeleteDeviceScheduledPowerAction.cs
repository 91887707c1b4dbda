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

    /// <returns>Whether it was never sent. Then it will not be: the condition is the lock, as whoever sends it sets the same columns.</returns>
    private static async Task<bool> WithdrawAsync(PlacardDbContext db, string uid, DateTime now, CancellationToken cancellation)
    {
        var unsent = db.DeviceActions.Where(action => action.Uid == uid && action.SentEpoch == null);
        var withdrawn = await unsent.Where(action => action.SucceededAt == null && action.FailedAt == null).ExecuteUpdateAsync(
            row => row
                .SetProperty(action => action.FailedAt, now)
                .SetProperty(action => action.FailCode, FailCodes.Withdrawn)
                .SetProperty(action => action.FailMessage, "It was cancelled before it was sent."),
            cancellation);
        return withdrawn == 1 || await unsent.AnyAsync(cancellation);
    }

    private static JsonElement Value(DeviceAction scheduled)
    {
        var action = JsonNode.Parse(scheduled.Value)!["powerAction"]!.GetValue<string>();
        var value = new JsonObject { ["scheduledPowerActionUid"] = scheduled.Uid, ["powerAction"] = action };
        return JsonSerializer.SerializeToElement(value, CatalogueJson.Default.JsonObject);
    }
}
