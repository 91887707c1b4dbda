using Placard.Server.Protection;

namespace Placard.Server.Start;

/// <summary>Tables, keys and first account of the database, in that order, while no other node prepares it.</summary>
internal sealed class DatabasePreparation(Migrations migrations, KeyRing ring, Bootstrap bootstrap, TimeProvider time)
{
    public Task RunAsync(CancellationToken cancellation) => migrations.ExclusivelyAsync(
        async () =>
        {
            await migrations.ApplyAsync(cancellation);
            ring.Prepare(time.GetUtcNow());
            await bootstrap.RunAsync(cancellation);
        },
        cancellation);
}
