using Microsoft.EntityFrameworkCore;
using Placard.Data;

namespace Placard.Api.Features.Organizations;

/// <summary>People of an organization that goes.</summary>
internal static class OrganizationMembers
{
    /// <summary>All memberships and waiting mails, and the accounts of people who were only ever invited there. Behind the organization's lock.</summary>
    public static async Task DeleteAllAsync(PlacardDbContext db, string organizationUid, CancellationToken cancellation)
    {
        await db.OutboxMails.Where(mail => mail.OrganizationUid == organizationUid).ExecuteDeleteAsync(cancellation);
        var invited = await db.Accounts
            .Where(account => account.InvitedAt != null && db.Memberships.Any(member => member.AccountId == account.Id && member.OrganizationUid == organizationUid))
            .OrderBy(account => account.Id)
            .Select(account => account.Id)
            .ToListAsync(cancellation);
        await db.Memberships.Where(member => member.OrganizationUid == organizationUid).ExecuteDeleteAsync(cancellation);

        // Somebody may accept, or be added elsewhere, in this moment: what is read behind the lock counts.
        await db.LockAccountsAsync(invited, cancellation);
        await db.Accounts
            .Where(account => invited.Contains(account.Id) && account.InvitedAt != null && !db.Memberships.Any(member => member.AccountId == account.Id))
            .ExecuteDeleteAsync(cancellation);
        await db.AccountInvitations
            .Where(invitation => invitation.OrganizationUid == organizationUid
                || (invited.Contains(invitation.AccountId) && !db.Accounts.Any(account => account.Id == invitation.AccountId)))
            .ExecuteDeleteAsync(cancellation);
    }
}
