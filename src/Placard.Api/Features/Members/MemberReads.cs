using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Members;

/// <summary>Reads members of one organization or company, which the caller was found to see.</summary>
internal static class MemberReads
{
    public static async Task<List<MemberResponse>> ListAsync(PlacardDbContext db, string placeUid, CancellationToken cancellation) =>
        (await Of(db, placeUid).OrderBy(row => row.Membership.AssignedAt).ThenBy(row => row.Account.Id).ToListAsync(cancellation)).ConvertAll(ToResponse);

    public static async Task<MemberResponse?> FindAsync(PlacardDbContext db, string placeUid, string accountId, CancellationToken cancellation)
    {
        var id = MemberPlace.AccountId(accountId);
        return await Of(db, placeUid).FirstOrDefaultAsync(row => row.Account.Id == id, cancellation) is { } row ? ToResponse(row) : null;
    }

    private static IQueryable<MemberRow> Of(PlacardDbContext db, string placeUid) =>
        from membership in db.Memberships.AsNoTracking()
        where membership.OrganizationUid == placeUid
        join account in db.Accounts on membership.AccountId equals account.Id
        select new MemberRow { Membership = membership, Account = account };

    private static MemberResponse ToResponse(MemberRow row)
    {
        var (account, isPending) = (row.Account, row.Account.InvitedAt is not null);
        return new(
            account.Id,
            account.Username,
            account.Email,
            isPending ? null : account.Firstname,
            isPending ? null : account.Lastname,
            RoleWords.Of(row.Membership.Role),
            row.Membership.AssignedAt);
    }

    private sealed class MemberRow
    {
        public required Membership Membership { get; init; }

        public required Account Account { get; init; }
    }
}
