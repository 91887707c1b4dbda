using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Placard.Api.Features.Accounts;
using Placard.Api.Features.AppletCommands;
using Placard.Api.Features.Applets;
using Placard.Api.Features.Applets.Building;
using Placard.Api.Features.Auditing;
using Placard.Api.Features.Companies;
using Placard.Api.Features.Content;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.DeviceApplets;
using Placard.Api.Features.Devices;
using Placard.Api.Features.DeviceSettings;
using Placard.Api.Features.DeviceSoftware;
using Placard.Api.Features.DeviceTelemetry;
using Placard.Api.Features.Emulators;
using Placard.Api.Features.Invitations;
using Placard.Api.Features.Locations;
using Placard.Api.Features.Members;
using Placard.Api.Features.Monitoring;
using Placard.Api.Features.Organizations;
using Placard.Api.Features.Provisioning;
using Placard.Api.Features.Tags;
using Placard.Api.Features.Timings;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;

namespace Placard.Api;

/// <summary>The REST API, as the host sees it.</summary>
public static class PlacardApi
{
    /// <summary>
    /// Registers the API. The host brings the database, the outbox of mails, the device commands, <c>PublicAddresses</c>, <c>SignedUrls</c>, <c>TimeProvider</c>,
    /// <c>RetentionOptions</c> and Data Protection.
    /// </summary>
    public static IServiceCollection AddPlacardApi(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<QuotaOptions>().Bind(configuration.GetSection(QuotaOptions.Section))
            .Validate(options => options.PermitsPerSecond > 0, "Quota:PermitsPerSecond must be positive.")
            .Validate(options => options.QueueLimit >= 0, "Quota:QueueLimit must not be negative.")
            .ValidateOnStart();
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section))
            .Validate(options => options.MaxBodyBytes > 0, "Api:MaxBodyBytes must be positive.")
            .ValidateOnStart();
        services.AddOptions<OidcOptions>().Bind(configuration.GetSection(OidcOptions.Section))
            .Validate(options => string.IsNullOrEmpty(options.Issuer) || Uri.TryCreate(options.Issuer, UriKind.Absolute, out _), "Oidc:Issuer must be an absolute address.")
            .Validate(options => string.IsNullOrEmpty(options.Issuer) || !string.IsNullOrEmpty(options.Audience), "Oidc:Issuer needs Oidc:Audience.")
            .ValidateOnStart();
        services.AddOptions<AppletBuildOptions>().Bind(configuration.GetSection(AppletBuildOptions.Section))
            .Validate(options => options is { MostFiles: > 0, MostBytes: > 0, Concurrency: > 0 }, "AppletBuilds: every limit must be positive.")
            .ValidateOnStart();
        services.Configure<JsonOptions>(options => ApiJson.ConfigureResponses(options.SerializerOptions));

        // The defaults answer 415 and 400 without a word outside development; ours tells.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<Quota>();
        services.AddSingleton<CallerCache>();
        services.AddSingleton<CallerLookup>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Callers>();
        services.AddScoped<RequestScope>();
        services.AddSingleton<LoginLimits>();
        services.AddSingleton<Login>();
        services.AddScoped<AccountAccess>();
        services.AddSingleton<AccountInvitations>();
        services.AddSingleton<OAuthPairs>();
        services.AddSingleton<OrganizationMapping>();
        services.AddSingleton<NewOrganizations>();
        services.AddSingleton<NewMembers>();
        services.AddSingleton<MemberChanges>();
        services.AddSingleton<DeviceQueries>();
        services.AddSingleton<DeviceActionRequests>();
        services.AddSingleton<TimingRequests>();
        services.AddSingleton<DeviceSettingServices>();
        services.AddSingleton<Pairing>();
        services.AddSingleton<Replacement>();
        services.AddSingleton<ScreenshotMapping>();
        services.AddSingleton<ConnectionHistory>();
        services.AddSingleton<ReportFiles>();
        services.AddSingleton<NewEmulators>();
        services.AddContent(configuration);
        services.AddApplets();
        services.AddLocations(configuration);
        services.AddProvisioning(configuration);
        services.AddScoped(provider =>
        {
            var scope = provider.GetRequiredService<RequestScope>();
            return provider.GetRequiredService<Database>().Open(scope.Tenancy, scope.Actor);
        });
        return services;
    }

    /// <summary>The middleware of the API, in its order: errors as JSON, one spelling of paths, quota, routing, authentication.</summary>
    public static IApplicationBuilder UsePlacardApi(this IApplicationBuilder app)
    {
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<RestPath>();
        app.UseMiddleware<QuotaMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AuthenticationMiddleware>();
        return app;
    }

    /// <summary>Maps every operation. Touches no database.</summary>
    public static IEndpointRouteBuilder MapPlacardApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("").WithMetadata(new ApiOperation());
        api.MapAccounts();
        api.MapInvitations();
        api.MapOrganizations();
        api.MapAuditing();
        api.MapCompanies();
        api.MapMembers();
        api.MapDevices();
        api.MapDeviceActions(endpoints.ServiceProvider.GetRequiredService<DeviceActionCatalogue>());
        api.MapAppletCommands();
        api.MapDeviceApplets();
        api.MapTimings();
        api.MapDeviceSettings();
        api.MapDeviceSoftware();
        api.MapDeviceTelemetry();
        api.MapMonitoring();
        api.MapEmulators();
        api.MapApplets();
        api.MapTags();
        api.MapLocations();
        api.MapProvisioning();
        endpoints.MapUploads();
        return endpoints;
    }
}
