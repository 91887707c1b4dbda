using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Organizations;

/// <summary>A key pair as the API shows it.</summary>
internal sealed record OAuthKey(string Id, string? Secret);

/// <summary>
/// The key pairs that <c>GET /v1/organization</c> hands out, one for each account and organization, made when first asked for.
/// Official clients read them back, so the secret is encrypted at rest beside its hash.
/// </summary>
internal sealed class OAuthPairs(IDataProtectionProvider protection, TimeProvider time, IDialect dialect)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Placard.OAuthPair");

    public async Task<IReadOnlyDictionary<string, OAuthKey>> ForAsync(
        PlacardDbContext db, Caller caller, IReadOnlyList<string> organizationUids, CancellationToken cancellation)
    {
        if (caller.Kind == CallerKind.OrganizationToken || caller.AccountId is not { } account)
        {
            return organizationUids.ToDictionary(uid => uid, _ => new OAuthKey(caller.TokenId, null));
        }

        var keys = Read(await StoredAsync(db, account, organizationUids, cancellation));
        if (organizationUids.All(keys.ContainsKey))
        {
            return keys;
        }

        try
        {
            return await db.WriteAsync(token => AddMissingAsync(db, account, organizationUids, token), cancellation);
        }
        catch (Exception fault) when (dialect.IsUniqueViolation(fault))
        {
            // Another request of the account was faster.
            db.ChangeTracker.Clear();
            return Read(await StoredAsync(db, account, organizationUids, cancellation));
        }
    }

    private async Task<Dictionary<string, OAuthKey>> AddMissingAsync(
        PlacardDbContext db, long account, IReadOnlyList<string> organizationUids, CancellationToken cancellation)
    {
        var stored = await StoredAsync(db, account, organizationUids, cancellation);
        var keys = Read(stored);
        foreach (var uid in organizationUids.Where(uid => !keys.ContainsKey(uid)))
        {
            db.OAuthPairs.RemoveRange(stored.Where(unreadable => unreadable.OrganizationUid == uid));
            var secret = Uids.Secret();
            var pair = new OAuthPair
            {
                ClientId = Uids.Random(50),
                AccountId = account,
                OrganizationUid = uid,
                SecretHash = Secrets.Hash(secret),
                ProtectedSecret = _protector.Protect(secret),
                CreatedAt = time.Now(),
            };
            db.OAuthPairs.Add(pair);
            keys[uid] = new(pair.ClientId, secret);
        }

        return keys;
    }

    private static Task<List<OAuthPair>> StoredAsync(PlacardDbContext db, long account, IReadOnlyList<string> organizationUids, CancellationToken cancellation) =>
        db.OAuthPairs
            .Where(pair => pair.AccountId == account && organizationUids.Contains(pair.OrganizationUid))
            .ToListAsync(cancellation);

    private Dictionary<string, OAuthKey> Read(IEnumerable<OAuthPair> pairs)
    {
        var keys = new Dictionary<string, OAuthKey>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            try
            {
                keys[pair.OrganizationUid] = new(pair.ClientId, _protector.Unprotect(pair.ProtectedSecret));
            }
            catch (CryptographicException)
            {
                // The key ring was lost, and with it the secret: a new pair takes its place.
            }
        }

        return keys;
    }
}
