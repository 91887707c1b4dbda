using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Data.Mail;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Invitations;

/// <summary>Invites people whose address is new: an account without a password, and a mail with the link by which its owner takes it over.</summary>
internal sealed class AccountInvitations(MailOutbox outbox, PublicAddresses addresses, Uids uids, TimeProvider time)
{
    /// <summary>The part of the address behind <c>#</c> never leaves a browser by itself, so no log of any server on the way gets the secret.</summary>
    public const string Page = "/invitation";

    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private const int MostNameCharacters = 100;

    /// <summary>
    /// Makes the invitation and its mail in the caller's transaction; call it last in there. An older invitation of the account into the same organization ends.
    /// </summary>
    /// <param name="db">In the transaction. The account, and its membership, may be new in it.</param>
    /// <param name="account">Nobody has taken it over yet: <see cref="Account.InvitedAt"/> is set, there is no password.</param>
    /// <param name="inviterName">Who invites, as people know them.</param>
    /// <param name="organization">The organization or company that the account was made a member of.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ApiException">429: the organization has caused too many mails lately.</exception>
    public async Task InviteAsync(PlacardDbContext db, Account account, string inviterName, Organization organization, CancellationToken cancellation)
    {
        var secret = Uids.Secret();
        var now = time.Now();
        var inviter = OneLine(inviterName);
        var expiresAt = now + Lasts;
        await SendAsync(db, Mail(account, inviter, organization, secret, expiresAt), cancellation);
        await db.AccountInvitations
            .Where(older => older.AccountId == account.Id && older.OrganizationUid == organization.Uid)
            .ExecuteDeleteAsync(cancellation);
        db.AccountInvitations.Add(new()
        {
            Uid = uids.Ordered(),
            AccountId = account.Id,
            OrganizationUid = organization.Uid,
            InviterName = inviter,
            SecretHash = Secrets.Hash(secret),
            CreatedAt = now,
            ExpiresAt = expiresAt,
        });
    }

    /// <summary>Tells a person who has an account that they were made a member, in the caller's transaction; call it last in there.</summary>
    /// <exception cref="ApiException">429: the organization has caused too many mails lately.</exception>
    public Task TellAddedAsync(PlacardDbContext db, Account account, string inviterName, Organization organization, CancellationToken cancellation)
    {
        var title = OneLine(organization.Title);
        var text = $"""
            {OneLine(inviterName)} has added you to "{title}", which uses Placard to run its displays. Log in as before at {addresses.ApiBase}

            """;
        return SendAsync(db, new(organization.Uid, account.Email, $"You were added to {title}", text), cancellation);
    }

    private async Task SendAsync(PlacardDbContext db, NewMail mail, CancellationToken cancellation)
    {
        try
        {
            await outbox.AddAsync(db, mail, cancellation);
        }
        catch (MailLimitException limit)
        {
            throw ApiErrors.TooManyMails(limit.Most);
        }
    }

    private NewMail Mail(Account account, string inviter, Organization organization, string secret, DateTime expiresAt)
    {
        var title = OneLine(organization.Title);
        return new(
            organization.Uid,
            account.Email,
            $"Invitation to {title}",
            $"""
            {inviter} has invited you to "{title}", which uses Placard to run its displays.

            To accept, open this address and choose a password:

            {addresses.ApiBase}{Page}#{secret}

            If the page asks for a code, this is it:

            {secret}

            The invitation can be used once, until {expiresAt:yyyy-MM-dd HH:mm} UTC. If you did not expect it, ignore this mail; nothing happens then.

            """);
    }

    // Names are what somebody typed: they must not look like lines of the mail's own, nor turn its direction.
    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split(null as char[], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var shown = line.EnumerateRunes()
            .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            .ToArray();
        return string.Concat(shown.Take(MostNameCharacters)) + (shown.Length > MostNameCharacters ? "…" : "");
    }
}
