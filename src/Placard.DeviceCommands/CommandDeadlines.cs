using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>Closes what waited too long: unsent commands that became pointless, sent ones that nobody answered. Safe to run on every node at once.</summary>
public sealed partial class CommandDeadlines(Database database, IOptions<CommandOptions> options, TimeProvider time, ILogger<CommandDeadlines> logger) : BackgroundService
{
    /// <summary>One look at the deadlines.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var due = await database.ReadAsync(db => Due(db, now).AnyAsync(cancellation));
        if (due)
        {
            await database.WriteAsync((db, token) => SweepAsync(db, now, token), cancellation);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        time.EveryAsync(options.Value.DeadlineInterval, SweepAsync, exception => Log.SweepFailed(logger, exception), stoppingToken);

    private static async Task SweepAsync(PlacardDbContext db, DateTime now, CancellationToken cancellation)
    {
        await FailAsync(Due(db, now).Where(action => action.SentEpoch == null), FailCodes.Expired, "The device was not there in time.", now, cancellation);

        // A setting whose session ended waits for the next one; it has not timed out, nobody was asked.
        await Due(db, now)
            .Where(action => action.Delivery == DeliveryClass.Setting && !InSession(db).Any(session => session.DeviceUid == action.DeviceUid
                && session.Connection == action.Connection && session.Epoch == action.SentEpoch))
            .ExecuteUpdateAsync(row => row.SetProperty(action => action.DeadlineAt, (DateTime?)null), cancellation);

        await FailAsync(
            Due(db, now).Where(action => InSession(db).Any(session => session.DeviceUid == action.DeviceUid
                && session.Connection == action.Connection && session.Epoch == action.SentEpoch)),
            FailCodes.TimedOut, "The device did not answer in time.", now, cancellation);
        await FailAsync(
            Due(db, now), FailCodes.OutcomeUnknown, "The connection ended before the device answered; it may or may not have been done.", now, cancellation);
    }

    private static IQueryable<DeviceSession> InSession(PlacardDbContext db) => db.DeviceSessions.Where(session => session.EndedAt == null);

    private static IQueryable<DeviceAction> Due(PlacardDbContext db, DateTime now) =>
        db.AcrossOrganizations<DeviceAction>().Where(action => action.SucceededAt == null && action.FailedAt == null && action.DeadlineAt <= now);

    private static Task FailAsync(IQueryable<DeviceAction> actions, string code, string message, DateTime now, CancellationToken cancellation) =>
        actions.ExecuteUpdateAsync(
            row => row
                .SetProperty(action => action.FailedAt, now)
                .SetProperty(action => action.FailCode, code)
                .SetProperty(action => action.FailMessage, message),
            cancellation);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Command deadlines could not be looked at; the next look follows.")]
        public static partial void SweepFailed(ILogger logger, Exception exception);
    }
}
