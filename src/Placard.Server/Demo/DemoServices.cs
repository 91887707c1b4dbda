using Placard.Server.Options;

namespace Placard.Server.Demo;

internal static class DemoServices
{
    /// <summary>Only when asked for: without <c>--demo</c> nothing of it exists.</summary>
    public static void AddDemo(this ServerBuilder builder)
    {
        if (builder.Options.Demo is null)
        {
            return;
        }

        builder.Services.AddSingleton<DemoDuids>();
        builder.Services.AddSingleton<DemoRemoval>();
        builder.Services.AddSingleton<DemoDevices>();
        builder.Services.AddHostedService<DemoFleet>();
    }
}
