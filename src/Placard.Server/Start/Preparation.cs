using Placard.Domain;
using Placard.Server.Listening;

namespace Placard.Server.Start;

/// <summary>Everything that must be in place before the server listens and before any background work begins. Registered before all of that.</summary>
internal sealed class Preparation(DataDirectory directory, Migrations migrations, Bootstrap bootstrap, Listeners listeners, PublicAddresses addresses) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Own();
        listeners.Publish(addresses);
        return migrations.ExclusivelyAsync(
            async () =>
            {
                await migrations.ApplyAsync(cancellationToken);
                await bootstrap.RunAsync(cancellationToken);
            },
            cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
