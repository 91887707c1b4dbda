using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Accounts;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Organizations;

/// <summary>A new key pair.</summary>
/// <param name="Name">1 to 255 characters.</param>
public sealed record CreateOrganizationTokenRequest([property: JsonRequired] string Name);

internal static class CreateOrganizationToken
{
    private const int Most = 30;

    /// <summary>Makes a key pair that acts as manager of the organization; at most 30 for each.</summary>
    public static async Task<Made<SecurityTokenResponse>> HandleAsync(
        string organizationUid, Body<CreateOrganizationTokenRequest> body, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        var errors = new ValueErrors();
        errors.Text("name", body.Value.Name, 1, 255);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        var secret = Uids.Secret();
        var pair = new OrganizationToken
        {
            Id = Uids.TokenId(),
            OrganizationUid = organizationUid,
            Name = body.Value.Name,
            SecretHash = Secrets.Hash(secret),
            CreatedAt = time.Now(),
        };
        await db.WriteAsync(
            async token =>
            {
                // Behind the lock, so that many at once can't pass the limit together.
                if (await db.LockOrganizationAsync(organizationUid, token) is null)
                {
                    throw ApiErrors.NotFound();
                }

                if (await db.OrganizationTokens.CountAsync(other => other.OrganizationUid == organizationUid, token) >= Most)
                {
                    throw ApiErrors.Conflict($"The organization has {Most} tokens already");
                }

                db.OrganizationTokens.Add(pair);
            },
            cancellation);
        return new(new(pair.Id, secret, pair.Name));
    }
}
