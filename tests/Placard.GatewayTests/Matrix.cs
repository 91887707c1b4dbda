using Microsoft.Extensions.DependencyInjection;
using Placard.Domain;
using Placard.TestKit;
using Xunit;

namespace Placard.GatewayTests;

internal static class Matrix
{
    /// <summary>Every database with both wires: WebSocket and polling.</summary>
    public static TheoryData<DatabaseKind, bool> DatabasesAndWires
    {
        get
        {
            var data = new TheoryData<DatabaseKind, bool>();
            foreach (var database in Databases.Available)
            {
                data.Add(database, false);
                data.Add(database, true);
            }

            return data;
        }
    }

    public static TheoryData<DatabaseKind> Every => new(Databases.Available);

    public static DateTime Now(this IServiceProvider services) => services.GetRequiredService<TimeProvider>().Now();
}
