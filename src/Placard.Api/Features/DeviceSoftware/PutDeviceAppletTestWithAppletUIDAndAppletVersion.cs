using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Placard.Api.Features.AppletCommands;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

/// <summary>Which tests to run.</summary>
/// <param name="Tests" example="[&quot;tests/sample.spec.js&quot;]">1 to 100 identifiers of 1 to 255 characters. One that the device does not know fails after 15 minutes.</param>
public sealed record DeviceAppletTestRequest([property: JsonRequired] IReadOnlyList<string> Tests);

internal static class PutDeviceAppletTestWithAppletUIDAndAppletVersion
{
    /// <summary>Makes the device run tests of a version of an applet; what does not end within 15 minutes has failed.</summary>
    public static async Task<DoneSilently> HandleAsync(
        string deviceUid, string appletUid, string appletVersion, Body<DeviceAppletTestRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await AppletOfDevice.VersionMustBeThereAsync(db, scope, deviceUid, appletUid, appletVersion, cancellation);
        var sent = new JsonObject { ["appletUid"] = appletUid, ["appletVersion"] = appletVersion, ["tests"] = body.Sent["tests"]?.DeepClone() };
        var action = await requests.SubmitAsync(db, scope, deviceUid, catalogue.Kind<SetDeviceAppletTestSuite>(), sent, cancellation);
        return new(requests.LocationOf(action));
    }
}
