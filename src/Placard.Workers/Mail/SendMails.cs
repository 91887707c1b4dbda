using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Data.Mail;
using Placard.Domain;
using Placard.Domain.Jobs;
using Placard.Workers.Jobs;

namespace Placard.Workers.Mail;

/// <summary>
/// Sends the mails that are due. Each is marked as sent right after it was accepted: one may come twice if the process dies between both, none is lost.
/// What fails is tried again, ever more rarely, until it is given up.
/// </summary>
internal sealed partial class SendMails(
    Database database, MailOutbox outbox, IMailTransport transport, IOptions<MailOptions> options, TimeProvider time, ILogger<SendMails> logger) : IJobKind
{
    // Few enough for one lease, also if each takes its whole time.
    private const int Batch = 2;

    public string Kind => MailOutbox.JobKind;

    public async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var now = time.Now();
        var due = await database.ReadAsync(db => Waiting(db).Where(mail => mail.DueAt <= now).OrderBy(mail => mail.DueAt).Take(Batch).AsNoTracking().ToListAsync(cancellation));
        foreach (var mail in due)
        {
            await SendAsync(mail, cancellation);
        }

        await run.CommitAsync(
            async (db, token) => await Waiting(db).MinAsync(mail => (DateTime?)mail.DueAt, token) is { } next ? JobStep.Again(next) : JobStep.Finished,
            cancellation);
    }

    private static IQueryable<OutboxMail> Waiting(PlacardDbContext db) => db.OutboxMails.Where(mail => mail.SentAt == null && mail.FailedAt == null);

    private async Task SendAsync(OutboxMail mail, CancellationToken cancellation)
    {
        try
        {
            await transport.SendAsync(new(mail.Uid, mail.Recipient, mail.Subject, outbox.Text(mail), mail.CreatedAt), cancellation);
        }
        catch (Exception fault) when (fault is MailRefusedException or CryptographicException)
        {
            LogGivenUp(fault, mail.Uid);
            await EndAsync(mail, sentAt: null, failedAt: time.Now(), fault.Message, cancellation);
            return;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            await DeferAsync(mail, fault, cancellation);
            return;
        }

        await EndAsync(mail, time.Now(), failedAt: null, error: null, cancellation);
    }

    private async Task DeferAsync(OutboxMail mail, Exception fault, CancellationToken cancellation)
    {
        var now = time.Now();
        if (now - mail.CreatedAt >= options.Value.GiveUpAfter)
        {
            LogGivenUp(fault, mail.Uid);
            await EndAsync(mail, sentAt: null, failedAt: now, fault.Message, cancellation);
            return;
        }

        LogDeferred(fault, mail.Uid);
        var attempts = mail.Attempts + 1;
        var dueAt = now + options.Value.RetryAfter(attempts);
        await database.WriteAsync(
            (db, token) => Waiting(db).Where(waiting => waiting.Uid == mail.Uid).ExecuteUpdateAsync(
                row => row
                    .SetProperty(waiting => waiting.Attempts, attempts)
                    .SetProperty(waiting => waiting.DueAt, dueAt)
                    .SetProperty(waiting => waiting.LastError, fault.Message),
                token),
            cancellation);
    }

    // The text is worth nothing any more, and may hold a secret.
    private Task EndAsync(OutboxMail mail, DateTime? sentAt, DateTime? failedAt, string? error, CancellationToken cancellation) => database.WriteAsync(
        (db, token) => Waiting(db).Where(waiting => waiting.Uid == mail.Uid).ExecuteUpdateAsync(
            row => row
                .SetProperty(waiting => waiting.SentAt, sentAt)
                .SetProperty(waiting => waiting.FailedAt, failedAt)
                .SetProperty(waiting => waiting.LastError, error)
                .SetProperty(waiting => waiting.ProtectedBody, (string?)null),
            token),
        cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Uid} could not be sent and will be tried again")]
    private partial void LogDeferred(Exception fault, string uid);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Uid} is given up")]
    private partial void LogGivenUp(Exception fault, string uid);
}
