using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.DeviceApplets;

/// <summary>
/// Applets on devices: which are assigned, one of them active, in the same rows as timings; commands in both directions; and tests.
/// Connecting a device is a plain action of the catalogue.
/// </summary>
internal static class DeviceAppletsApi
{
    /// <summary>The contract knows no larger page.</summary>
    private static readonly Paging Commands = new(200, 200, "limit", "receivedSince", "receivedUntil");

    public static void MapDeviceApplets(this IEndpointRouteBuilder api)
    {
        var device = api.MapGroup("/v1/device/{deviceUid}");
        MapAssignments(device.MapGroup("/applet").WithTags("Device/Applet"));
        MapCommands(device.MapGroup("/applet").WithTags("Device/Applet Command"));
        MapTests(device.MapGroup("/applet-test/{appletUid}/{appletVersion}").WithTags("Device/Tests"));
    }

    private static void MapAssignments(RouteGroupBuilder applets)
    {
        applets.MapGet("", GetAppletsAssignedToADevice.HandleAsync)
            .Operation(nameof(GetAppletsAssignedToADevice)).Requires(Auth.Organization);
        applets.MapPost("", AssignAnAppletToADevice.HandleAsync)
            .Operation(nameof(AssignAnAppletToADevice)).Requires(Auth.Organization, Role.User)
            .WithMetadata(new RequestBodyMetadata(typeof(AssignAppletRequest)));
        applets.MapGet("/{assignmentUid}", GetAppletAssignment.HandleAsync)
            .Operation(nameof(GetAppletAssignment)).Requires(Auth.Organization);
        applets.MapPut("/{assignmentUid}", UpdateAppletAssignment.HandleAsync)
            .Operation(nameof(UpdateAppletAssignment)).Requires(Auth.Organization, Role.User)
            .WithMetadata(new RequestBodyMetadata(typeof(UpdateAppletAssignmentRequest)));
        applets.MapDelete("/{assignmentUid}", DeleteAppletAssignment.HandleAsync)
            .Operation(nameof(DeleteAppletAssignment)).Requires(Auth.Organization, Role.User);
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
[JsonSerializable(typeof(List<AppletAssignmentResponse>))]
[JsonSerializable(typeof(AssignAppletRequest))]
[JsonSerializable(typeof(UpdateAppletAssignmentRequest))]
internal sealed partial class DeviceAppletsJson : JsonSerializerContext;
