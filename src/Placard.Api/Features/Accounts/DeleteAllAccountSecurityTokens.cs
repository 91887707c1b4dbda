using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;

namespace Placard.Api.Features.Accounts;

internal static class DeleteAllAccountSecurityTokens
{
    /// <summary>Deletes every key pair of the account; those of its organizations stay.</summary>
    public static async Task<Done> HandleAsync(
        Body<LoginRequest> body, [AsParameters] LoginQuery query, AccountAccess access, CallerCache callers, CancellationToken cancellation)
    {
        var account = await access.EnterAsync(
            body.Value.Identification ?? query.Identification.Value, body.Value.Password ?? query.Password.Value, cancellation);
        await access.Db.WriteAsync(
            async token => access.Db.AccountTokens.RemoveRange(
                await access.Db.AccountTokens.Where(pair => pair.AccountId == account.Id).ToListAsync(token)),
            cancellation);
        callers.Forget();
        return new();
    }
}
