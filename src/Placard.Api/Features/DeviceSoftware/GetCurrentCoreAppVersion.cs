using Microsoft.AspNetCore.Http;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

internal static class GetCurrentCoreAppVersion
{
    // The official SDK reads one object here where the reference shows a list; it always says who it is.
    private const string SdkAgent = "signageOS_SDK/";

    /// <summary>Versions that were asked for, newest first. The official SDK, known by its User-Agent, gets the newest one alone, or 404.</summary>
    public static async Task<IResult> HandleAsync(
        string deviceUid, Page page, HttpRequest request, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        var kind = catalogue.Kind<SetApplicationVersion>();
        if (!request.Headers.UserAgent.ToString().Contains(SdkAgent, StringComparison.Ordinal))
        {
            return await GetDeviceActions.ReadAsync(db, scope, deviceUid, kind, page, cancellation);
        }

        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        return TypedResults.Ok(await GetDeviceActions.NewestAsync(db, deviceUid, kind, cancellation) ?? throw ApiErrors.NotFound());
    }
}
