using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Placard.Api.Features.Applets.Building;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Applets;

/// <summary>Applets, their versions, and the files and tests of those.</summary>
internal static class AppletsApi
{
    /// <summary>A page of HTML, or a version with one in its fields.</summary>
    public const int MostHtmlBytes = 4 * 1024 * 1024;

    private static readonly Paging Lists = new(100, 500);
    private static readonly Paging Files = new(1000, 1000);

    // Scripts are part of the list, and clients read its first page only.
    private static readonly Paging Tests = new(AppletTests.Most, AppletTests.Most);

    public static void AddApplets(this IServiceCollection services)
    {
        services.AddSingleton<AppletBuilder>();
        services.AddSingleton<AppletBuilds>();
        services.AddSingleton<NewApplets>();
        services.AddSingleton<AppletVersions>();
        services.AddSingleton<AppletFiles.Context>();
        services.AddSingleton<AppletFiles>();
        services.AddSingleton<AppletTests>();
        services.AddSingleton<IUploadTarget, AppletFileUpload>();
    }

    public static void MapApplets(this IEndpointRouteBuilder api)
    {
        var applets = api.MapGroup("/v1/applet").WithTags("Applet");
        applets.MapGet("", GetApplets.HandleAsync).Operation(nameof(GetApplets)).Requires(Auth.Organization).Paged(Lists);
        applets.MapPost("", CreateApplet.HandleAsync).Operation(nameof(CreateApplet)).Requires(Auth.Organization, Role.User);
        applets.MapGet("/{appletUid}", GetApplet.HandleAsync).Operation(nameof(GetApplet)).Requires(Auth.Organization);
        applets.MapDelete("/{appletUid}", DeleteApplet.HandleAsync).Operation(nameof(DeleteApplet)).Requires(Auth.Organization, Role.User);
        MapVersions(applets.MapGroup("/{appletUid}/version"));
        MapFiles(applets.MapGroup("/{appletUid}/version/{appletVersion}/file"));
        MapTests(api.MapGroup("/v1/applet/{appletUid}/version/{appletVersion}/test").WithTags("Applet/Applet Tests"));
    }

    private static void MapVersions(RouteGroupBuilder versions)
    {
        versions.MapGet("", GetAppletVersions.HandleAsync).Operation(nameof(GetAppletVersions)).Requires(Auth.Organization).Paged(Lists);
        versions.MapPost("", CreateAppletVersion.HandleAsync)
            .Operation(nameof(CreateAppletVersion)).Requires(Auth.Organization, Role.User).MostBody(MostHtmlBytes);
        versions.MapGet("/{appletVersion}", GetAppletVersion.HandleAsync).Operation(nameof(GetAppletVersion)).Requires(Auth.Organization);
        versions.MapPut("/{appletVersion}", UpdateAppletVersion.HandleAsync)
            .Operation(nameof(UpdateAppletVersion)).Requires(Auth.Organization, Role.User).MostBody(MostHtmlBytes);
        versions.MapPost("/{appletVersion}/publish", PublishAppletVersion.HandleAsync)
            .Operation(nameof(PublishAppletVersion)).Requires(Auth.Organization, Role.User);
        versions.MapPost("/{appletVersion}/deprecate", DeprecateAppletVersion.HandleAsync)
            .Operation(nameof(DeprecateAppletVersion)).Requires(Auth.Organization, Role.User);
        versions.MapPost("/{appletVersion}/renew", RenewAppletVersion.HandleAsync)
            .Operation(nameof(RenewAppletVersion)).Requires(Auth.Organization, Role.User);
    }

    // Clients write names with slashes and spaces as they are.
    private static void MapFiles(RouteGroupBuilder files)
    {
        files.MapGet("", GetAppletVersionFiles.HandleAsync).Operation(nameof(GetAppletVersionFiles)).Requires(Auth.Organization).Paged(Files);
        files.MapPost("", UploadAppletVersionFiles.HandleAsync)
            .Operation(nameof(UploadAppletVersionFiles)).Requires(Auth.Organization, Role.User);
        files.MapGet("/{**appletFileName}", GetAppletVersionFile.HandleAsync).Operation(nameof(GetAppletVersionFile)).Requires(Auth.Organization);
        files.MapPut("/{**appletFileName}", UploadAndUpdateAppletVersionFiles.HandleAsync)
            .Operation(nameof(UploadAndUpdateAppletVersionFiles)).Requires(Auth.Organization, Role.User);
        files.MapDelete("/{**appletFileName}", DeleteAppletVersionFile.HandleAsync)
            .Operation(nameof(DeleteAppletVersionFile)).Requires(Auth.Organization, Role.User);
    }

    private static void MapTests(RouteGroupBuilder tests)
    {
        tests.MapPost("", TestAppletByVersion.HandleAsync).Operation(nameof(TestAppletByVersion)).Requires(Auth.Organization, Role.User);
        tests.MapGet("", TestAppletByVersionOfAppletTests.HandleAsync)
            .Operation(nameof(TestAppletByVersionOfAppletTests)).Requires(Auth.Organization).Paged(Tests);
        tests.MapGet("/{**testIdentifier}", TestAppletByVersionAndTestIdentifier.HandleAsync)
            .Operation(nameof(TestAppletByVersionAndTestIdentifier)).Requires(Auth.Organization);
        tests.MapPut("/{**testIdentifier}", TestAppletByVersionAndIdentifier.HandleAsync)
            .Operation(nameof(TestAppletByVersionAndIdentifier)).Requires(Auth.Organization, Role.User);
        tests.MapDelete("/{**testIdentifier}", TestAppletByVersionAndIdentifierOfAppletTests.HandleAsync)
            .Operation(nameof(TestAppletByVersionAndIdentifierOfAppletTests)).Requires(Auth.Organization, Role.User);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreateAppletRequest))]
[JsonSerializable(typeof(List<AppletResponse>))]
[JsonSerializable(typeof(CreateAppletVersionRequest))]
[JsonSerializable(typeof(UpdateAppletVersionRequest))]
[JsonSerializable(typeof(List<AppletVersionResponse>))]
[JsonSerializable(typeof(UploadAppletVersionFilesRequest))]
[JsonSerializable(typeof(UploadAndUpdateAppletVersionFilesRequest))]
[JsonSerializable(typeof(UploadResponse))]
[JsonSerializable(typeof(List<AppletFileResponse>))]
[JsonSerializable(typeof(CreateAppletTestRequest))]
[JsonSerializable(typeof(UpdateAppletTestRequest))]
[JsonSerializable(typeof(List<AppletTestResponse>))]
internal sealed partial class AppletsJson : JsonSerializerContext;
