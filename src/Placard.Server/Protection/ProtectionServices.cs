using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Server.Options;
using Placard.Server.Start;

namespace Placard.Server.Protection;

internal static class ProtectionServices
{
    /// <summary>The ring lies in the folder, which only its owner may read; with PostgreSQL and a master key in the database, encrypted.</summary>
    public static void AddProtection(this ServerBuilder builder)
    {
        // One name for all nodes and all places that the program is installed in.
        builder.Services.AddDataProtection().SetApplicationName("placard");
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<SigningKey>();
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(ring =>
        {
            var settings = provider.GetRequiredService<ServerSettings>();
            var loggers = provider.GetRequiredService<ILoggerFactory>();
            ring.XmlRepository = KeyRing.IsShared(settings)
                ? new DatabaseKeyRepository(provider.GetRequiredService<Database>())
                : new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(new(provider.GetRequiredService<DataDirectory>().Keys), loggers);
            ring.XmlEncryptor = settings.MasterKey is { } master ? new MasterKeyEncryptor(master) : null;
        }));
    }
}
