using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain;

namespace Placard.Api.Features.Accounts;

internal static class DeleteOneAccountSecurityToken
{
    /// <summary>Deletes one key pair of the account, named by its id or by its secret.</summary>
    public static async Task<Done> HandleAsync(
        string token, Body<LoginRequest> body, [AsParameters] LoginQuery query, AccountAccess access, CallerCache callers, CancellationToken cancellation)
    {
        var account = await access.EnterAsync(
            body.Value.Identification ?? query.Identification.Value, body.Value.Password ?? query.Password.Value, cancellation);
        var hash = Secrets.Hash(token);
        await access.Db.WriteAsync(
            async writing =>
            {
                var pair = await access.Db.AccountTokens
                    .FirstOrDefaultAsync(pair => pair.AccountId == account.Id && (pair.Id == token || pair.SecretHash == hash), writing)
                    ?? throw ApiErrors.NotFound();
                access.Db.AccountTokens.Remove(pair);
            },
            cancellation);
        callers.Forget();
        return new();
    }
}
