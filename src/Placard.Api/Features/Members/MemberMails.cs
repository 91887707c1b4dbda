using Placard.Data;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Members;

/// <summary>TEMPORARY until the outbox is merged: rows only.</summary>
internal sealed class MemberMails(TimeProvider time, Uids uids)
{
    public Task InviteAsync(PlacardDbContext db, Account account, string inviterName, Organization organization, CancellationToken cancellation)
    {
        db.AccountInvitations.Add(new()
        {
            Uid = uids.Ordered(),
            AccountId = account.Id,
            SecretHash = Secrets.Hash(Uids.Secret()),
            CreatedAt = time.Now(),
            ExpiresAt = time.Now().AddDays(7),
        });
        return TellAddedAsync(db, account, inviterName, organization, cancellation);
    }

    public Task TellAddedAsync(PlacardDbContext db, Account account, string inviterName, Organization organization, CancellationToken cancellation)
    {
        db.OutboxMails.Add(new()
        {
            Uid = uids.Ordered(),
            OrganizationUid = organization.Uid,
            Recipient = account.Email,
            Subject = "x",
            DueAt = time.Now(),
            CreatedAt = time.Now(),
        });
        return Task.CompletedTask;
    }
}
