using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

internal static class SetTelemetryIntervals
{
    /// <summary>Sets how often the device reports; null is back to the default, and only what is sent changes.</summary>
    public static Task<Done> HandleAsync(
        string deviceUid, ObjectBody body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation) =>
        requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<TelemetryIntervals>(), body.Sent, cancellation);
}
