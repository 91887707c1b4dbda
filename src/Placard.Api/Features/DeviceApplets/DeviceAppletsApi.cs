using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.DeviceApplets;

/// <summary>What happens between callers and the applets on devices: commands in both directions, and tests. Connecting a device is a plain action of the catalogue.</summary>
internal static class DeviceAppletsApi
{
    /// <summary>The contract knows no larger page.</summary>
    private static readonly Paging Commands = new(200, 200, "limit", "receivedSince", "receivedUntil");

    public static void MapDeviceApplets(this IEndpointRouteBuilder api)
    {
        var device = api.MapGroup("/v1/device/{deviceUid}");
        MapCommands(device.MapGroup("/applet").WithTags("Device/Applet Command"));
        MapTests(device.MapGroup("/applet-test/{appletUid}/{appletVersion}").WithTags("Device/Tests"));
    }

    private static void MapCommands(RouteGroupBuilder applet)
    {
        applet.MapGet("/command", GetAppletCommands.HandleAsync)
            .Operation(nameof(GetAppletCommands)).Requires(Auth.Organization).Paged(Commands);
        applet.MapPost("/{appletUid}/command", CreateAppletCommand.HandleAsync)
            .Operation(nameof(CreateAppletCommand)).Requires(Auth.Organization, Role.User);
        applet.MapGet("/{appletUid}/command", GetAppletCommandsOfOneApplet.HandleAsync)
            .Operation(nameof(GetAppletCommandsOfOneApplet)).Requires(Auth.Organization).Paged(Commands);
        applet.MapGet("/{appletUid}/command/{commandUid}", GetAppletCommandByCommandUID.HandleAsync)
            .Operation(nameof(GetAppletCommandByCommandUID)).Requires(Auth.Organization);
    }

    private static void MapTests(RouteGroupBuilder tests)
    {
        tests.MapPut("", PutDeviceAppletTestWithAppletUIDAndAppletVersion.HandleAsync)
            .Operation(nameof(PutDeviceAppletTestWithAppletUIDAndAppletVersion)).Requires(Auth.Organization, Role.User);
        tests.MapGet("", GetDeviceAppletTestByUIDAndAppletVersion.HandleAsync)
            .Operation(nameof(GetDeviceAppletTestByUIDAndAppletVersion)).Requires(Auth.Organization);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreateAppletCommandRequest))]
[JsonSerializable(typeof(AppletCommandResponse))]
[JsonSerializable(typeof(IAsyncEnumerable<AppletCommandResponse>))]
[JsonSerializable(typeof(List<AppletCommandResponse>))]
[JsonSerializable(typeof(DeviceAppletTestRequest))]
[JsonSerializable(typeof(DeviceAppletTestResponse))]
internal sealed partial class DeviceAppletsJson : JsonSerializerContext;
