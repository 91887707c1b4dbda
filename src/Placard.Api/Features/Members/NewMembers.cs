using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Invitations;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Catalogue;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Members;

/// <summary>Adds people by their address. The answer does not tell whether the address had an account.</summary>
internal sealed class NewMembers(AccountInvitations mails, PublicAddresses addresses, TimeProvider time, IDialect dialect, CallerCache callers)
{
    public const string RoleRule = "must be owner, manager, user or guest";

    private const int Most = 1000;
    private const int Attempts = 5;

    /// <returns>Address of the new member.</returns>
    public async Task<string> AddAsync(PlacardDbContext db, RequestScope scope, MemberPlace place, AddMemberRequest request, CancellationToken cancellation)
    {
        var email = request.Email.Trim().ToLowerInvariant();
        var errors = new ValueErrors();
        if (!EmailAddresses.IsOne(email))
        {
            errors.Add("email", $"must be one e-mail address of at most {EmailAddresses.MostCharacters} characters");
        }

        if (!RoleWords.TryParse(request.Role, out var role))
        {
            errors.Add("role", RoleRule);
        }

        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        place.MustReach(role);
        var accountId = await AddAsync(db, scope, place, email, role, cancellation);
        callers.Forget();
        return $"{addresses.ApiBase}/v1/{(place.IsCompany ? "company" : "organization")}/{place.Uid}/member/{accountId}";
    }

    private async Task<long> AddAsync(PlacardDbContext db, RequestScope scope, MemberPlace place, string email, Role role, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.WriteAsync(token => AddOnceAsync(db, scope, place, email, role, token), cancellation);
            }
            catch (Exception fault) when (dialect.IsUniqueViolation(fault) && attempt < Attempts)
            {
                // Somebody else made an account of this address in this moment: the next look finds it.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<long> AddOnceAsync(PlacardDbContext db, RequestScope scope, MemberPlace place, string email, Role role, CancellationToken cancellation)
    {
        var now = time.Now();
        var organization = await db.LockOrganizationAsync(place.Uid, cancellation) ?? throw ApiErrors.NotFound();
        if (await db.Memberships.CountAsync(member => member.OrganizationUid == place.Uid, cancellation) >= Most)
        {
            throw ApiErrors.Conflict($"There are {Most} members already");
        }

        var account = await FindAsync(db, email, cancellation);
        if (account is null)
        {
            account = New(email, now);
            db.Accounts.Add(account);
        }
        else if (await db.Memberships.AnyAsync(member => member.OrganizationUid == place.Uid && member.AccountId == account.Id, cancellation))
        {
            throw ApiErrors.Conflict("This address is a member already");
        }

        db.Memberships.Add(new() { AccountId = account.Id, OrganizationUid = place.Uid, Role = role, AssignedAt = now });
        await db.SaveChangesAsync(cancellation);
        await TellAsync(db, scope, account, organization, cancellation);
        return account.Id;
    }

    // Behind its lock, so that nobody drops an account that was only invited while it becomes a member here.
    private static async Task<Account?> FindAsync(PlacardDbContext db, string email, CancellationToken cancellation)
    {
        var id = await db.Accounts.Where(account => account.Email == email).Select(account => (long?)account.Id).FirstOrDefaultAsync(cancellation);
        return id is null ? null : await db.LockAccountAsync(id.Value, cancellation);
    }

    private async Task TellAsync(PlacardDbContext db, RequestScope scope, Account account, Organization organization, CancellationToken cancellation)
    {
        var inviter = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(inviter => inviter.Id == scope.Caller.AccountId, cancellation);
        var name = $"{inviter?.Firstname} {inviter?.Lastname}".Trim() is { Length: > 0 } full ? full : inviter?.Username ?? "Somebody";
        if (account.InvitedAt is not null)
        {
            await mails.InviteAsync(db, account, name, organization, cancellation);
        }
        else
        {
            await mails.TellAddedAsync(db, account, name, organization, cancellation);
        }
    }

    private static Account New(string email, DateTime now)
    {
        const int MostBegin = 40;
        var begin = string.Concat(email.TakeWhile(letter => letter != '@').Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-').Take(MostBegin));
        return new()
        {
            Id = Uids.AccountId(),
            Username = $"{begin}_{Uids.Random(8)}",
            Email = email,
            CreatedAt = now,
            InvitedAt = now,
        };
    }
}
