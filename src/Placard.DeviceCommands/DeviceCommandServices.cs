using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Placard.DeviceCommands.Effects;
using Placard.DeviceCommands.Provisioning;
using Placard.DeviceCommands.Provisioning.Recipes;
using Placard.DeviceCommands.Software;
using Placard.Domain.Catalogue;

namespace Placard.DeviceCommands;

public static class DeviceCommandServices
{
    public static IServiceCollection AddDeviceCommands(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CommandOptions>().Bind(configuration.GetSection(CommandOptions.Section))
            .Validate(options => options.DeadlineInterval > TimeSpan.Zero, "Commands:DeadlineInterval must be positive.")
            .Validate(
                options => options.AnswerTimeouts.Values.Concat(options.UnsentLifetimes.Values).All(limit => limit > TimeSpan.Zero),
                "Commands:AnswerTimeouts and Commands:UnsentLifetimes must be positive.")
            .ValidateOnStart();
        services.AddSingleton<DeviceActionCatalogue>();
        services.AddSingleton<TelemetryCatalogue>();
        services.AddSingleton<CommandMetrics>();
        services.AddSingleton<ActionRows>();
        services.AddSingleton<IOpenConnections, NoOpenConnections>();
        services.AddSingleton<DeviceCommandQueue.Context>();
        services.AddSingleton<DeviceCommandQueue>();
        services.AddSingleton<CommandDelivery>();
        services.AddSingleton<CommandProgress>();
        services.AddSingleton<CommandProofs>();
        services.AddSingleton<CommandConditions>();
        services.AddSingleton<CommandDeadlines>();
        services.AddHostedService(provider => provider.GetRequiredService<CommandDeadlines>());
        services.AddSingleton<DeviceRegistration>();
        services.AddSingleton<DeviceProvisioning>();
        services.AddSingleton<DeviceVerifications>();
        services.AddSingleton<RecipeSteps>();
        services.AddSingleton<RecipeApplication>();
        services.AddSingleton<RecipeLookout>();
        services.AddHostedService(provider => provider.GetRequiredService<RecipeLookout>());
        services.AddOptions<CoreAppOptions>().Bind(configuration.GetSection(CoreAppOptions.Section))
            .Validate(
                options => options.ExternalBases.All(known => Uri.TryCreate(known, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"),
                "CoreApps:ExternalBases must be absolute http or https addresses.")
            .ValidateOnStart();
        services.AddSingleton<ICommandCondition, ApplicationVersionIsThere>();
        services.AddSingleton<ICommandCondition, PackageIsPublished>();
        services.AddSingleton<IDeviceLeavesOrganization, PendingCommandsFail>();
        services.AddSingleton<IDeviceLeavesOrganization, TagsAndLocationStay>();
        services.AddSingleton<IDeviceLeavesOrganization, SecretsRotate>();
        services.AddSingleton<IDeviceLeavesOrganization, ChoicesReset>();
        services.AddSingleton<IDeviceLeavesOrganization, TimingsEnd>();
        services.AddSingleton<IDeviceLeavesOrganization, LeavingIsAudited>();
        services.AddSingleton<IDeviceIsReplaced, NameMoves>();
        services.AddSingleton<IDeviceIsReplaced, LocationAndTagsMove>();
        services.AddSingleton<IDeviceIsReplaced, TimingsMove>();
        services.AddSingleton<IActionEffect, CreateTimingEffect>();
        services.AddSingleton<IActionEffect, UpdateTimingEffect>();
        services.AddSingleton<IActionEffect, DeleteTimingEffect>();
        services.AddSingleton<IActionEffect, SetOrganizationEffect>();
        services.AddSingleton<IActionEffect, SetOrganizationTagsEffect>();
        services.AddSingleton<IActionEffect, DeleteOrganizationTagsEffect>();
        services.AddSingleton<IActionEffect, SetLocationEffect>();
        services.AddSingleton<IActionEffect, DeleteLocationEffect>();
        services.AddSingleton<IActionEffect, ReplaceDeviceEffect>();
        services.AddSingleton<IActionRecord, AppletCommandRecord>();
        return services;
    }
}
