using Placard.Data;
using Placard.Server.Options;
using Placard.Server.Start;
using Placard.Storage;

namespace Placard.Server.Administration;

/// <summary>One command on the database of a server, which may be running meanwhile.</summary>
internal sealed class AdministrationRun(Companies companies, AccountChanges accounts, OrganizationLimits organizations, CoreApps coreApps, Libraries libraries)
{
    public Companies Companies => companies;

    public AccountChanges Accounts => accounts;

    public OrganizationLimits Organizations => organizations;

    public CoreApps CoreApps => coreApps;

    public Libraries Libraries => libraries;

    public static async Task<int> RunAsync(
        IEnumerable<KeyValuePair<string, string?>> options, Func<AdministrationRun, Task> work, CancellationToken cancellation)
    {
        var settings = ServerSettings.OfProcess(options);
        if (settings.Options.Database is null && !File.Exists(settings.Options.DatabaseFile))
        {
            throw StartException.Environment($"there is no database in {settings.Options.DataDirectory}; start the server once, or give --data or --database");
        }

        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(settings.Options)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<DataDirectory>()
            .AddSingleton<Migrations>()
            .AddSingleton<NewCompany>()
            .AddSingleton<SecretOutput>()
            .AddSingleton<Companies>()
            .AddSingleton<AccountChanges>()
            .AddSingleton<OrganizationLimits>()
            .AddSingleton<IBlobStore>(provider => new LocalFolderBlobStore(provider.GetRequiredService<DataDirectory>().Blobs))
            .AddSingleton<CoreApps>()
            .AddSingleton<Libraries>()
            .AddSingleton<AdministrationRun>()
            .AddPlacardData(_ => StartServices.Dialect(settings.Options));
        await using var provider = services.BuildServiceProvider();
        var migrations = provider.GetRequiredService<Migrations>();
        await migrations.ExclusivelyAsync(
            async () =>
            {
                if (!await migrations.AreAppliedAsync(cancellation))
                {
                    throw StartException.Environment("the database has the tables of another version; start this version's server once");
                }

                await work(provider.GetRequiredService<AdministrationRun>());
            },
            cancellation);
        return 0;
    }
}
