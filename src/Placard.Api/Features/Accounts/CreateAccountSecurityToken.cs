using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Accounts;

/// <summary>Credentials of an account and a name for the key pair.</summary>
/// <param name="Identification">Log-in name, e-mail address or account id.</param>
/// <param name="Password">Password of the account.</param>
/// <param name="Name">For people to tell key pairs apart; default <c>API token</c>.</param>
public sealed record NamedLoginRequest(string? Identification, string? Password, string? Name);

/// <summary>A new key pair.</summary>
/// <param name="Id">Goes before the colon in <c>X-Auth</c>; 20 hex.</param>
/// <param name="SecurityToken">Goes behind the colon. It is shown only here.</param>
/// <param name="Name">Its name.</param>
public sealed record SecurityTokenResponse(string Id, string SecurityToken, string Name);

internal static class CreateAccountSecurityToken
{
    private const int Most = 100;

    /// <summary>Logs in with a password and makes a key pair that acts as the account; at most 100 for each.</summary>
    public static async Task<Made<SecurityTokenResponse>> HandleAsync(
        Body<NamedLoginRequest> body, [AsParameters] LoginQuery query, AccountAccess access, TimeProvider time, CancellationToken cancellation)
    {
        var sent = body.Value;
        var account = await access.EnterAsync(sent.Identification ?? query.Identification.Value, sent.Password ?? query.Password.Value, cancellation);
        var name = sent.Name ?? query.Name.Value ?? "API token";
        var errors = new ValueErrors();
        errors.Text("name", name, 1, 255);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        var secret = Uids.Secret();
        var token = new AccountToken { Id = Uids.TokenId(), AccountId = account.Id, Name = name, SecretHash = Secrets.Hash(secret), CreatedAt = time.Now() };
        await access.Db.WriteAsync(
            async writing =>
            {
                // Behind the lock, so that many at once can't pass the limit together; and not for one that was disabled in this moment.
                if (await access.Db.LockAccountAsync(account.Id, writing) is not { DisabledAt: null })
                {
                    throw ApiErrors.WrongLogin();
                }

                if (await access.Db.AccountTokens.CountAsync(other => other.AccountId == account.Id, writing) >= Most)
                {
                    throw ApiErrors.Conflict($"The account has {Most} tokens already; delete some");
                }

                access.Db.AccountTokens.Add(token);
            },
            cancellation);
        return new(new(token.Id, secret, name));
    }
}
