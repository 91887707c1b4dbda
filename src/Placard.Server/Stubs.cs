namespace Placard.Server;

// Stands in until the branches of the API and of the gateway are merged; delete this file then.
internal static class Stubs
{
    public static IServiceCollection AddPlacardApi(this IServiceCollection services, IConfiguration configuration) => services.AddOpenApi();

    public static WebApplication UsePlacardApi(this WebApplication app) => app;

    public static WebApplication MapPlacardApi(this WebApplication app) => app;

    public static IServiceCollection AddDeviceGateway(this IServiceCollection services, IConfiguration configuration) => services;

    public static WebApplication MapDeviceGateway(this WebApplication app) => app;

    public static IServiceCollection AddDeviceCommands(this IServiceCollection services) => services;
}
