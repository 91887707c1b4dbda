using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

internal static class GetStartedDevicePackages
{
    /// <summary>Packages that were asked to start, newest first.</summary>
    public static Task<PageOf<ListedAction>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation) =>
        GetDeviceActions.ReadAsync(db, scope, deviceUid, catalogue.Kind<StartPackage>(), page, cancellation);
}
