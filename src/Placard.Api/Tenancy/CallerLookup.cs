using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Domain.Organizations;

namespace Placard.Api.Tenancy;

/// <summary>Who an access token of an OIDC issuer speaks of.</summary>
internal sealed record ExternalIdentity(string Subject, string? Email);

/// <summary>Reads callers from the database. It acts before there is a caller, so it looks across organizations.</summary>
internal sealed class CallerLookup(Database database)
{
    public Task<KnownCaller?> ByIdAsync(string id, CancellationToken cancellation) => database.ReadAsync<KnownCaller?>(async db =>
    {
        var token = await db.AcrossOrganizations<OrganizationToken>().AsNoTracking().FirstOrDefaultAsync(token => token.Id == id, cancellation);
        if (token is not null)
        {
            var roles = new Dictionary<string, Role> { [token.OrganizationUid] = Role.Manager };
            return new(Convert.FromHexString(token.SecretHash), new(CallerKind.OrganizationToken, id, null, roles, new Dictionary<string, Role>()));
        }

        var accountToken = await db.AccountTokens.AsNoTracking().FirstOrDefaultAsync(token => token.Id == id, cancellation);
        if (accountToken is not null)
        {
            var account = await EnabledAsync(db, account => account.Id == accountToken.AccountId, cancellation);
            return account is null ? null : new(Convert.FromHexString(accountToken.SecretHash), await AccountAsync(db, account, id, cancellation));
        }

        var pair = await db.AcrossOrganizations<OAuthPair>().AsNoTracking().FirstOrDefaultAsync(pair => pair.ClientId == id, cancellation);
        return pair is null ? null : await PairAsync(db, pair, cancellation);
    });

    public Task<Caller?> ByIdentityAsync(ExternalIdentity identity, string tokenId, CancellationToken cancellation) => database.ReadAsync<Caller?>(async db =>
    {
        var account = identity.Email is null ? null : await EnabledAsync(db, account => account.Email == identity.Email, cancellation);
        account ??= await EnabledAsync(db, account => account.Username == identity.Subject, cancellation);
        return account is null ? null : await AccountAsync(db, account, tokenId, cancellation);
    });

    // Dies with the account and with the membership, and acts with the role of now.
    private static async Task<KnownCaller?> PairAsync(PlacardDbContext db, OAuthPair pair, CancellationToken cancellation)
    {
        if (await EnabledAsync(db, account => account.Id == pair.AccountId, cancellation) is not { } account)
        {
            return null;
        }

        var whole = await AccountAsync(db, account, pair.ClientId, cancellation);
        if (!whole.Organizations.TryGetValue(pair.OrganizationUid, out var role))
        {
            return null;
        }

        var roles = new Dictionary<string, Role> { [pair.OrganizationUid] = role };
        return new(
            Convert.FromHexString(pair.SecretHash),
            new(CallerKind.OAuthPair, pair.ClientId, account.Id, roles, new Dictionary<string, Role>()));
    }

    private static async Task<Caller> AccountAsync(PlacardDbContext db, Account account, string tokenId, CancellationToken cancellation)
    {
        var memberships = await db.Memberships.AsNoTracking()
            .Where(membership => membership.AccountId == account.Id)
            .Join(db.Organizations, membership => membership.OrganizationUid, organization => organization.Uid,
                (membership, organization) => new { organization.Uid, organization.IsCompany, membership.Role })
            .ToListAsync(cancellation);
        var companies = memberships.Where(membership => membership.IsCompany).ToDictionary(membership => membership.Uid, membership => membership.Role);
        var organizations = memberships.Where(membership => !membership.IsCompany).ToDictionary(membership => membership.Uid, membership => membership.Role);

        // Owner and manager of a company are that in all its organizations.
        var led = companies.Where(company => company.Value >= Role.Manager).Select(company => company.Key).ToList();
        if (led.Count > 0)
        {
            var children = await db.Organizations.AsNoTracking()
                .Where(organization => led.Contains(organization.ParentUid!))
                .Select(organization => new { organization.Uid, organization.ParentUid })
                .ToListAsync(cancellation);
            foreach (var child in children)
            {
                var inherited = companies[child.ParentUid!];
                organizations[child.Uid] = organizations.TryGetValue(child.Uid, out var own) && own > inherited ? own : inherited;
            }
        }

        return new(CallerKind.Account, tokenId, account.Id, organizations, companies) { ServerAdministrator = account.ServerAdministrator };
    }

    private static Task<Account?> EnabledAsync(
        PlacardDbContext db, System.Linq.Expressions.Expression<Func<Account, bool>> which, CancellationToken cancellation) =>
        db.Accounts.AsNoTracking().Where(account => account.DisabledAt == null && account.InvitedAt == null).FirstOrDefaultAsync(which, cancellation);
}
