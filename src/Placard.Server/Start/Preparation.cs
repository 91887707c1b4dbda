using Placard.Server.Listening;
using Placard.Storage;

namespace Placard.Server.Start;

/// <summary>Everything that must be in place before the server listens and before any background work begins. Registered before all of that.</summary>
internal sealed class Preparation(DataDirectory directory, LocalFolderBlobStore blobs, DatabasePreparation database, Addresses addresses) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Own();
        blobs.Prepare();
        addresses.Publish();
        return database.RunAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
