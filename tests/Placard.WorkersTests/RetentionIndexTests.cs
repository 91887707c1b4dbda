using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.Workers.Jobs;
using Xunit;

namespace Placard.WorkersTests;

/// <summary>Asks the databases how they would find what retention deletes: never by reading a whole table.</summary>
public sealed class RetentionIndexTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Old_rows_are_found_by_an_index(DatabaseKind database)
    {
        // Before the server starts: a context that found nobody listening does not look again for a while.
        using var plans = new DeletePlans(database);
        await using var lab = await JobLab.StartAsync(database);
        await lab.Server.WriteAsync(db => db.Add(new DeviceAction
        {
            Uid = new('0', 50),
            DeviceUid = "d",
            OrganizationUid = lab.Server.Credentials.OrganizationUid,
            Kind = "SET_VOLUME",
            Delivery = DeliveryClass.Setting,
            Connection = "management",
            Value = "{}",
            OriginatorKind = OriginatorKind.Account,
            OriginatorId = "1",
            CreatedAt = lab.Ago(200),
        }));
        plans.Watch();

        foreach (var kind in lab.Server.Services.GetServices<IJobKind>().Select(kind => kind.Kind).Where(kind => kind.StartsWith("retention-", StringComparison.Ordinal)))
        {
            await lab.RunAsync(kind);
        }

        Assert.True(plans.Found.Count >= 10, $"{plans.Found.Count} statements were seen.");
        Assert.All(plans.Found, plan => Assert.DoesNotContain(database == DatabaseKind.PostgreSql ? "Seq Scan" : "SCAN ", plan, StringComparison.Ordinal));
    }

    private sealed class DeletePlans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        // Other tests delete at the same time, in databases of their own.
        private readonly AsyncLocal<bool> _watched = new();
        private readonly DatabaseKind _database;
        private readonly List<IDisposable> _subscriptions = [];

        public DeletePlans(DatabaseKind database)
        {
            _database = database;
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public List<string> Found { get; } = [];

        /// <summary>From here on, what the caller sets going.</summary>
        public void Watch() => _watched.Value = true;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (_watched.Value && value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: { } command }
                && command.CommandText.StartsWith("DELETE", StringComparison.Ordinal))
            {
                Found.Add(command.CommandText + "\n" + Plan(command));
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

        private string Plan(DbCommand command)
        {
            if (_database == DatabaseKind.PostgreSql)
            {
                // The tables are empty, for which reading them whole is the best plan.
                Run(command, "set local enable_seqscan = off");
            }

            return Run(command, (_database == DatabaseKind.PostgreSql ? "explain " : "explain query plan ") + command.CommandText);
        }

        private static string Run(DbCommand command, string sql)
        {
            using var other = command.Connection!.CreateCommand();
            other.CommandText = sql;
            other.Transaction = command.Transaction;
            foreach (var parameter in command.Parameters.Cast<DbParameter>().Where(parameter => sql.Contains(parameter.ParameterName, StringComparison.Ordinal)))
            {
                var copy = other.CreateParameter();
                (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
                other.Parameters.Add(copy);
            }

            using var reader = other.ExecuteReader();
            var lines = new List<string>();
            while (reader.Read())
            {
                lines.Add(reader.GetString(reader.FieldCount - 1));
            }

            return string.Join('\n', lines);
        }
    }
}
