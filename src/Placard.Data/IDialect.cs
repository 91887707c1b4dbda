using Microsoft.EntityFrameworkCore;
using Placard.DeviceProtocol;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Provisioning;
using Placard.Domain.Reports;

namespace Placard.Data;

/// <summary>What differs between the databases, and the few hot paths that EF is too slow for.</summary>
public interface IDialect
{
    /// <summary>Name for logs and health.</summary>
    string Name { get; }

    void Configure(DbContextOptionsBuilder options);

    /// <summary>Brings the tables to this version.</summary>
    Task MigrateAsync(PlacardDbContext db, CancellationToken cancellation);

    /// <summary>Ends a select whose rows must not change before this transaction ends. Empty where there is one writer.</summary>
    string ForUpdate { get; }

    /// <summary>Ends a select whose rows must not be deleted before this transaction ends. Many may hold a row so at once.</summary>
    string ForKeyShare { get; }

    /// <summary>Like <see cref="ForKeyShare"/>, passing over rows that another transaction is about to delete: whoever holds devices must not wait for these.</summary>
    string ForKeyShareUnlessLocked { get; }

    /// <summary>Like <see cref="ForUpdate"/>, passing over rows that another transaction holds.</summary>
    string SkipLocked { get; }

    /// <summary>An expression for the milliseconds since 1970 of an expression that is an instant.</summary>
    string Milliseconds(string instant);

    /// <summary>Waits until a write may begin. SQLite has one writer, and waiting in line here is kinder than retrying in the engine.</summary>
    Task<IDisposable> EnterWriteAsync(CancellationToken cancellation);

    /// <summary>Stores many reports in few statements, inside the current transaction: history, latest values, events, commands of applets, the report files that these belong into, remembered frames.</summary>
    Task WriteReportsAsync(PlacardDbContext db, ReportBatch batch, CancellationToken cancellation);

    /// <summary>
    /// Stores a timing and its closed action by one message to the database, in a transaction of its own: if the device is the organization's, if the version
    /// of the applet is there and stays until then, and if the device has room. Null, and nothing done, where several statements cost no more.
    /// </summary>
    Task<TimingGround?> TryAddTimingAsync(Timing timing, DeviceAction action, TimingRoom room, CancellationToken cancellation);

    /// <summary>Moves many devices' <c>alive_at</c> forward, inside the current transaction.</summary>
    Task WriteAliveAsync(PlacardDbContext db, IReadOnlyList<(string DeviceUid, DateTime AliveAt)> alive, CancellationToken cancellation);

    /// <summary>Stores many recipes and their tags inside the current transaction.</summary>
    Task InsertRecipesAsync(PlacardDbContext db, IReadOnlyList<ProvisioningRecipe> recipes, IEnumerable<ProvisioningRecipeTag> tags, CancellationToken cancellation);

    /// <summary>Uids of the visible devices that a text is found in, by the database's index of trigrams: to be composed into a query.</summary>
    IQueryable<string> FindDevices(PlacardDbContext db, DeviceSearch search);

    /// <summary>Runs the work while no other server runs work of the same name on this database.</summary>
    Task ExclusivelyAsync(PlacardDbContext db, string name, Func<Task> work, CancellationToken cancellation);

    /// <summary>Whether the exception says that a unique index refused a row.</summary>
    bool IsUniqueViolation(Exception exception);
}

/// <summary>How much a device may have at most to get one more timing.</summary>
public sealed record TimingRoom(long Timings, long Configurations);

/// <summary>What was found when a timing was to be stored.</summary>
/// <param name="IsStored">It is stored.</param>
/// <param name="HasDevice">The organization has the device.</param>
/// <param name="HasVersion">It has the version of the applet.</param>
/// <param name="Timings">How many the device had before.</param>
/// <param name="Configurations">Characters of their configurations.</param>
public sealed record TimingGround(bool IsStored, bool HasDevice, bool HasVersion, long Timings, long Configurations);

/// <summary>Rows to be stored together.</summary>
public sealed class ReportBatch
{
    public List<TelemetryRecord> Telemetry { get; } = [];

    public List<DeviceEvent> Events { get; } = [];

    /// <summary>One whose uid is stored already is passed over: it came a second time.</summary>
    public List<AppletCommand> AppletCommands { get; } = [];

    public List<StoredFrame> Frames { get; } = [];

    /// <summary>Report files into which what happened belongs, each with the number of its lines. What happened while a device belonged to nobody is in none.</summary>
    public IReadOnlyList<DueReport> DueReports() =>
    [
        .. from record in Happened()
           where record.OrganizationUid.Length > 0
           let report = ReportTypes.Of(record.Type)
           where report is not null
           group record by (record.DeviceUid, record.OrganizationUid, report.Name, Day: record.OccurredAt.Date) into due
           orderby due.Key
           select new DueReport
           {
               DeviceUid = due.Key.DeviceUid,
               OrganizationUid = due.Key.OrganizationUid,
               Type = due.Key.Name,
               Day = due.Key.Day,
               Version = due.Count(),
           },
    ];

    /// <summary>Of each device and type the last one of the batch.</summary>
    public IReadOnlyList<TelemetryRecord> Latest()
    {
        var latest = new Dictionary<(string, string), TelemetryRecord>(Telemetry.Count);
        foreach (var record in Telemetry)
        {
            var key = (record.DeviceUid, record.Type);
            if (!latest.TryGetValue(key, out var known) || known.RecordedAt <= record.RecordedAt)
            {
                latest[key] = record;
            }
        }

        // The same order in every transaction, so that two of them can't wait for each other.
        return latest.Values.OrderBy(record => record.DeviceUid, StringComparer.Ordinal).ThenBy(record => record.Type, StringComparer.Ordinal).ToArray();
    }

    private IEnumerable<(string DeviceUid, string OrganizationUid, string Type, DateTime OccurredAt)> Happened() =>
        Events.Select(record => (record.DeviceUid, record.OrganizationUid, record.Type, record.OccurredAt))
            .Concat(AppletCommands.Select(command => (command.DeviceUid, command.OrganizationUid, ChannelActions.ActiveAppletDispatchCommand, command.ReceivedAt)));
}
