using System.Text.Json;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Timings;

/// <summary>What changes of a timing; what is not named stays.</summary>
/// <param name="AppletVersion" example="&quot;1.0.1&quot;">A version that exists.</param>
/// <param name="StartsAt">UTC if no zone is named.</param>
/// <param name="EndsAt">The applet stays after it until another begins later.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">An object, or text that holds one as JSON; at most 64 KiB. Replaces the whole.</param>
/// <param name="Position" example="1">Order among those shown at a time.</param>
/// <param name="FinishEventType" example="&quot;DURATION&quot;">DURATION, SCREEN_TAP or IDLE_TIMEOUT.</param>
/// <param name="FinishEventData" example="60000">Any JSON, such as milliseconds; at most 4 KiB.</param>
/// <param name="FinishEvent">The last two in one object, instead of them.</param>
public sealed record UpdateTimingRequest(
    string? AppletVersion,
    DateTime? StartsAt,
    DateTime? EndsAt,
    JsonElement? Configuration,
    double? Position,
    string? FinishEventType,
    JsonElement? FinishEventData,
    FinishEventValue? FinishEvent);

internal static class UpdateTiming
{
    /// <summary>Changes a timing; the device gets the difference at once.</summary>
    public static async Task<Done> HandleAsync(
        string timingUid, ObjectBody body, RequestScope scope, PlacardDbContext db, TimingRequests requests, CancellationToken cancellation)
    {
        var timing = await TimingReads.OneAsync(db, timingUid, cancellation);
        var sent = TimingRequests.Pick(body.Sent, TimingRequests.Changeable);
        sent["uid"] = timingUid;
        return await requests.ChangeAsync<Domain.DeviceActions.UpdateTiming>(db, scope, (timing.DeviceUid, timing.OrganizationUid), sent, cancellation);
    }
}
