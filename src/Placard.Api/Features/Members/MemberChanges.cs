using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Members;

/// <summary>Changes and ends memberships. Everybody who does so for one organization or company waits for the others, so the last owner is known for sure.</summary>
internal sealed class MemberChanges(CallerCache callers)
{
    public async Task<Done> EditAsync(PlacardDbContext db, MemberPlace place, string accountId, EditMemberRequest request, CancellationToken cancellation)
    {
        var id = MemberPlace.AccountId(accountId);
        await db.WriteAsync(
            async token =>
            {
                var membership = await LockAsync(db, place, id, token);
                if (!RoleWords.TryParse(request.Role, out var role))
                {
                    throw ApiErrors.InvalidBody("role", NewMembers.RoleRule);
                }

                place.MustReach(membership.Role);
                place.MustReach(role);
                if (membership.Role == Role.Owner && role != Role.Owner)
                {
                    await MustLeaveAnOwnerAsync(db, membership, token);
                }

                membership.Role = role;
                if (place.IsCompany && role < Role.Manager)
                {
                    await DropPairsOfCompanyAsync(db, membership, token);
                }
            },
            cancellation);
        callers.Forget();
        return new();
    }

    public async Task<Done> DeleteAsync(PlacardDbContext db, MemberPlace place, string accountId, CancellationToken cancellation)
    {
        var id = MemberPlace.AccountId(accountId);
        await db.WriteAsync(
            async token =>
            {
                var membership = await LockAsync(db, place, id, token);
                place.MustReach(membership.Role);
                if (membership.Role == Role.Owner)
                {
                    await MustLeaveAnOwnerAsync(db, membership, token);
                }

                db.Memberships.Remove(membership);
                if (place.IsCompany)
                {
                    await DropPairsOfCompanyAsync(db, membership, token);
                }
                else
                {
                    await DropPairsAsync(db, id, db.Organizations.Where(organization => organization.Uid == place.Uid), token);
                }

                await db.SaveChangesAsync(token);
                await db.AccountInvitations.Where(invitation => invitation.AccountId == id && invitation.OrganizationUid == place.Uid).ExecuteDeleteAsync(token);
                await DropIfNeverAcceptedAsync(db, id, token);
            },
            cancellation);
        callers.Forget();
        return new();
    }

    private static async Task<Membership> LockAsync(PlacardDbContext db, MemberPlace place, long accountId, CancellationToken cancellation)
    {
        if (await db.LockOrganizationAsync(place.Uid, cancellation) is null)
        {
            throw ApiErrors.NotFound();
        }

        return await db.Memberships.FirstOrDefaultAsync(member => member.OrganizationUid == place.Uid && member.AccountId == accountId, cancellation)
            ?? throw ApiErrors.NotFound();
    }

    // One who never accepted, or whom the administrator disabled, can't lead anything.
    private static async Task MustLeaveAnOwnerAsync(PlacardDbContext db, Membership leaving, CancellationToken cancellation)
    {
        var another = await db.Memberships.AnyAsync(
            member => member.OrganizationUid == leaving.OrganizationUid && member.Role == Role.Owner && member.AccountId != leaving.AccountId
                && db.Accounts.Any(account => account.Id == member.AccountId && account.DisabledAt == null && account.InvitedAt == null),
            cancellation);
        if (!another)
        {
            throw ApiErrors.LastOwner();
        }
    }

    // Those that the account was added to by itself stay.
    private static Task DropPairsOfCompanyAsync(PlacardDbContext db, Membership membership, CancellationToken cancellation) => DropPairsAsync(
        db,
        membership.AccountId,
        db.Organizations.Where(organization => organization.ParentUid == membership.OrganizationUid
            && !db.Memberships.Any(own => own.OrganizationUid == organization.Uid && own.AccountId == membership.AccountId)),
        cancellation);

    private static async Task DropPairsAsync(PlacardDbContext db, long accountId, IQueryable<Organization> organizations, CancellationToken cancellation) =>
        db.OAuthPairs.RemoveRange(await db.AcrossOrganizations<OAuthPair>()
            .Where(pair => pair.AccountId == accountId && organizations.Any(organization => organization.Uid == pair.OrganizationUid))
            .ToListAsync(cancellation));

    // An invitation to nothing would only leave somebody's address behind.
    private static async Task DropIfNeverAcceptedAsync(PlacardDbContext db, long accountId, CancellationToken cancellation)
    {
        if (await db.LockAccountAsync(accountId, cancellation) is { InvitedAt: not null } account
            && !await db.Memberships.AnyAsync(member => member.AccountId == accountId, cancellation))
        {
            await db.AccountInvitations.Where(invitation => invitation.AccountId == accountId).ExecuteDeleteAsync(cancellation);
            db.Accounts.Remove(account);
        }
    }
}
