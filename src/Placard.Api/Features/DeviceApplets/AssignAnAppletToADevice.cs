using System.Text.Json;
using System.Text.Json.Serialization;
using Placard.Api.Features.Devices;
using Placard.Api.Features.Timings;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceApplets;

/// <summary>An applet for the device.</summary>
/// <param name="AppletUid">An applet of the device's organization.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">A version that exists.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">Handed to the applet; at most 64 KiB.</param>
/// <param name="Active" example="true">True if not said: the device shows it from now on, and nothing else.</param>
public sealed record AssignAppletRequest(
    [property: JsonRequired] string AppletUid, [property: JsonRequired] string AppletVersion, JsonElement? Configuration, bool? Active);

internal static class AssignAnAppletToADevice
{
    /// <summary>Assigns an applet to the device, usually as the active one in place of what it shows.</summary>
    public static async Task<Made> HandleAsync(
        string deviceUid, ObjectBody body, RequestScope scope, PlacardDbContext db, TimingRequests requests, CancellationToken cancellation)
    {
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var sent = TimingRequests.Pick(body.Sent, ["appletUid", "appletVersion", "configuration", "active"]);
        sent["active"] ??= true;
        var action = await requests.SubmitAsync<Domain.DeviceActions.CreateTiming>(db, scope, (deviceUid, organizationUid), sent, cancellation);
        return new($"{requests.ApiBase}/v1/device/{deviceUid}/applet/{action.Uid}");
    }
}
