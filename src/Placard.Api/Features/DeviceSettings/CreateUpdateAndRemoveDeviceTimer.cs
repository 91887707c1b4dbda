using System.Text.Json.Serialization;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

/// <summary>An on and off timer of the device. Both times null or absent remove the timer.</summary>
/// <param name="Type">TIMER_1 to TIMER_7.</param>
/// <param name="Level">NATIVE: the whole device sleeps. PROPRIETARY: only its display.</param>
/// <param name="TimeOn">Device-local time of day, HH:MM:SS, or null.</param>
/// <param name="TimeOff">Device-local time of day, HH:MM:SS, or null.</param>
/// <param name="Weekdays">mon, tue, wed, thu, fri, sat, sun; required with a time.</param>
/// <param name="Volume">0 to 100.</param>
public sealed record DeviceTimerRequest(
    [property: JsonRequired] string Type, [property: JsonRequired] string Level, string? TimeOn, string? TimeOff, IReadOnlyList<string>? Weekdays, int? Volume);

internal static class CreateUpdateAndRemoveDeviceTimer
{
    /// <summary>Sets or removes one timer; each is known by type and level.</summary>
    public static Task<Done> HandleAsync(
        string deviceUid, Body<DeviceTimerRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        var kind = catalogue.Kinds.OfType<TimerKind>().FirstOrDefault(kind => kind.Level == body.Value.Level)
            ?? throw ApiErrors.InvalidBody("level", "must be NATIVE or PROPRIETARY");
        return requests.RequestAsync(db, scope, deviceUid, kind, body.Sent, cancellation);
    }
}
