using System.Text.Json;
using System.Text.Json.Serialization;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Timings;

/// <summary>An applet for a device.</summary>
/// <param name="DeviceUid">The device.</param>
/// <param name="AppletUid">An applet of the device's organization.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">A version that exists.</param>
/// <param name="StartsAt">UTC if no zone is named; now if not said.</param>
/// <param name="EndsAt">The same as the beginning if not said. The applet stays after it until another begins later.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">An object, or text that holds one as JSON; at most 64 KiB.</param>
/// <param name="Position" example="1">Order among those shown at a time; 1 if not said.</param>
/// <param name="FinishEventType" example="&quot;DURATION&quot;">DURATION, SCREEN_TAP or IDLE_TIMEOUT; DURATION if not said.</param>
/// <param name="FinishEventData" example="60000">Any JSON, such as milliseconds; at most 4 KiB.</param>
/// <param name="FinishEvent">The last two in one object, instead of them.</param>
public sealed record CreateTimingRequest(
    [property: JsonRequired] string DeviceUid,
    [property: JsonRequired] string AppletUid,
    [property: JsonRequired] string AppletVersion,
    DateTime? StartsAt,
    DateTime? EndsAt,
    JsonElement? Configuration,
    double? Position,
    string? FinishEventType,
    JsonElement? FinishEventData,
    FinishEventValue? FinishEvent);

internal static class CreateTiming
{
    /// <summary>Puts an applet on a device from its beginning on; the answer's <c>Location</c> is the timing.</summary>
    public static async Task<Done> HandleAsync(
        ObjectBody body, RequestScope scope, PlacardDbContext db, TimingRequests requests, CancellationToken cancellation)
    {
        var deviceUid = body.Sent["deviceUid"] is { } named && named.GetValueKind() == JsonValueKind.String
            ? named.GetValue<string>()
            : throw ApiErrors.InvalidBody("deviceUid", body.Sent["deviceUid"] is null ? "is required" : "must be a text");

        // Where there is no choice, storing it finds out whether the device is there.
        var organizationUid = scope.Tenancy.OrganizationUids is [var only] ? only : await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var sent = TimingRequests.Pick(body.Sent, ["appletUid", .. TimingRequests.Changeable]);
        var action = await requests.SubmitAsync<Domain.DeviceActions.CreateTiming>(db, scope, (deviceUid, organizationUid), sent, cancellation);
        return new($"{requests.ApiBase}/v1/timing/{action.Uid}");
    }
}
