using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.DeviceApplets;

/// <summary>Applets that are assigned to a device, one of them active: the same rows as timings, seen from the device.</summary>
internal static class DeviceAppletsApi
{
    public static void MapDeviceApplets(this IEndpointRouteBuilder api)
    {
        var applets = api.MapGroup("/v1/device/{deviceUid}/applet").WithTags("Device/Applet");
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
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<AppletAssignmentResponse>))]
[JsonSerializable(typeof(AssignAppletRequest))]
[JsonSerializable(typeof(UpdateAppletAssignmentRequest))]
internal sealed partial class DeviceAppletsJson : JsonSerializerContext;
