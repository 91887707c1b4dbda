using System.Text.Json.Nodes;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.AppletCommands;

/// <summary>A command to an applet.</summary>
/// <param name="Command" example="{&quot;type&quot;:&quot;MyCms.Content.PlayVideo&quot;,&quot;name&quot;:&quot;welcome&quot;}">An object with a type of 1 to 100 letters, digits, dots, hyphens and underscores, and whatever the applet understands; at most 64 KiB.</param>
/// <param name="CommandPayload" example="null">Deprecated name of the same.</param>
public sealed record CreateAppletCommandRequest(JsonObject? Command, JsonObject? CommandPayload);

internal static class CreateAppletCommand
{
    /// <summary>
    /// Sends a command to an applet on a device. A device that is not there gets it within an hour, or never; one that does not show the applet drops it.
    /// The command can be read at once.
    /// </summary>
    public static async Task<Taken> HandleAsync(
        string deviceUid, string appletUid, Body<CreateAppletCommandRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, PublicAddresses addresses, CancellationToken cancellation)
    {
        await AppletOfDevice.MustBeThereAsync(db, scope, deviceUid, appletUid, cancellation);
        var sent = new JsonObject { ["appletUid"] = appletUid, ["command"] = (body.Value.Command ?? body.Value.CommandPayload)?.DeepClone() };
        var action = await requests.SubmitAsync(db, scope, deviceUid, catalogue.Kind<SendAppletCommand>(), sent, cancellation);
        return new($"{addresses.ApiBase}/v1/device/{deviceUid}/applet/{appletUid}/command/{action.Uid}");
    }
}
