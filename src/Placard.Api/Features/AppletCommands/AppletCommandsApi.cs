using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.AppletCommands;

/// <summary>Commands to applets on devices, and from them.</summary>
internal static class AppletCommandsApi
{
    /// <summary>The contract knows no larger page.</summary>
    private static readonly Paging Commands = new(200, 200, "limit", "receivedSince", "receivedUntil");

    public static void MapAppletCommands(this IEndpointRouteBuilder api)
    {
        var applet = api.MapGroup("/v1/device/{deviceUid}/applet").WithTags("Device/Applet Command");
        applet.MapGet("/command", GetAppletCommands.HandleAsync)
            .Operation(nameof(GetAppletCommands)).Requires(Auth.Organization).Paged(Commands);
        applet.MapPost("/{appletUid}/command", CreateAppletCommand.HandleAsync)
            .Operation(nameof(CreateAppletCommand)).Requires(Auth.Organization, Role.User);
        applet.MapGet("/{appletUid}/command", GetAppletCommandsOfOneApplet.HandleAsync)
            .Operation(nameof(GetAppletCommandsOfOneApplet)).Requires(Auth.Organization).Paged(Commands);
        applet.MapGet("/{appletUid}/command/{commandUid}", GetAppletCommandByCommandUID.HandleAsync)
            .Operation(nameof(GetAppletCommandByCommandUID)).Requires(Auth.Organization);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreateAppletCommandRequest))]
[JsonSerializable(typeof(AppletCommandResponse))]
[JsonSerializable(typeof(IAsyncEnumerable<AppletCommandResponse>))]
[JsonSerializable(typeof(List<AppletCommandResponse>))]
internal sealed partial class AppletCommandsJson : JsonSerializerContext;
