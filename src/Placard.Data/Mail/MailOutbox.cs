using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data.Jobs;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Jobs;

namespace Placard.Data.Mail;

/// <summary>A mail to be sent.</summary>
/// <param name="OrganizationUid">The organization or company that causes it, whose limit counts it; null for the server itself.</param>
/// <param name="Recipient">One plain address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text; may hold a secret link.</param>
public sealed record NewMail(string? OrganizationUid, string Recipient, string Subject, string Text);

/// <summary>An organization has caused as many mails as it may in a day. Nothing was stored.</summary>
public sealed class MailLimitException(int most) : Exception($"The organization has caused {most} mails within 24 hours.")
{
    public int Most => most;
}

/// <summary>
/// Mails that wait to be sent. They are rows, made in the transaction of what they tell of: so neither is there without the other.
/// The body is encrypted until it is sent, and erased then.
/// </summary>
public sealed class MailOutbox(IDataProtectionProvider protection, JobRows jobs, IOptions<MailOptions> options, Uids uids, TimeProvider time)
{
    /// <summary>Kind of the one job that sends what is due.</summary>
    public const string JobKind = "mail";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly IDataProtector _protector = protection.CreateProtector("Placard.Mail");

    /// <summary>
    /// Adds a mail in the caller's transaction. Locks the organization's row, so that its limit holds also for many at once, and the row of the job that sends:
    /// let it be the last thing that the transaction does.
    /// </summary>
    /// <exception cref="MailLimitException">The organization has caused too many lately.</exception>
    /// <exception cref="ArgumentException">Recipient or subject would break a header.</exception>
    public async Task AddAsync(PlacardDbContext db, NewMail mail, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(mail);
        if (!EmailAddresses.IsOne(mail.Recipient))
        {
            throw new ArgumentException("The recipient is not one plain address.", nameof(mail));
        }

        if (mail.Subject.Any(char.IsControl))
        {
            throw new ArgumentException("The subject has control characters.", nameof(mail));
        }

        var now = time.Now();
        if (mail.OrganizationUid is { } organizationUid)
        {
            await CheckLimitAsync(db, organizationUid, now, cancellation);
        }

        db.OutboxMails.Add(new()
        {
            Uid = uids.Ordered(),
            OrganizationUid = mail.OrganizationUid,
            Recipient = mail.Recipient,
            Subject = mail.Subject,
            ProtectedBody = _protector.Protect(mail.Text),
            DueAt = now,
            CreatedAt = now,
        });

        // Several mails of one transaction must be counted by the next one's check.
        await db.SaveChangesAsync(cancellation);
        await jobs.AddAsync(db, JobKind, "", "", now, cancellation);
    }

    /// <summary>The text of a mail that waits.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key ring was lost.</exception>
    public string Text(OutboxMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return _protector.Unprotect(mail.ProtectedBody ?? throw new InvalidOperationException("The mail is sent or given up."));
    }

    private async Task CheckLimitAsync(PlacardDbContext db, string organizationUid, DateTime now, CancellationToken cancellation)
    {
        await db.LockOrganizationAsync(organizationUid, cancellation);
        var since = now - Day;
        var most = options.Value.MostEachDay;
        if (await db.OutboxMails.CountAsync(mail => mail.OrganizationUid == organizationUid && mail.CreatedAt > since, cancellation) >= most)
        {
            throw new MailLimitException(most);
        }
    }
}
