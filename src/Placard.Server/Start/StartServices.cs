using Placard.Data;
using Placard.Data.Mail;
using Placard.Data.PostgreSql;
using Placard.Data.Sqlite;
using Placard.Messaging;
using Placard.Server.Options;

namespace Placard.Server.Start;

internal static class StartServices
{
    /// <summary>Comes before everything else with a life of its own: hosted services start in the order of their registration.</summary>
    public static void AddStart(this ServerBuilder builder)
    {
        builder.Services.AddSingleton<DataDirectory>();
        builder.Services.AddSingleton<Migrations>();
        builder.Services.AddSingleton<NewCompany>();
        builder.Services.AddSingleton<Bootstrap>();
        builder.Services.AddSingleton<DatabasePreparation>();
        builder.Services.AddHostedService<Preparation>();
        builder.Services.AddHostedService<Announcement>();
    }

    public static void AddDatabase(this ServerBuilder builder)
    {
        builder.Services.AddPlacardData(_ => Dialect(builder.Options));
        builder.Services.AddMailOutbox(builder.Settings.Configuration);
        builder.Services.AddSingleton<IDeviceSignals, InProcessDeviceSignals>();
    }

    public static IDialect Dialect(PlacardOptions options)
    {
        try
        {
            return options.Database is { } connection ? new PostgreSqlDialect(connection) : new SqliteDialect(options.DatabaseFile);
        }
        catch (ArgumentException exception)
        {
            throw StartException.Option("--database", $"is no connection string of PostgreSQL: {exception.Message}");
        }
    }
}
