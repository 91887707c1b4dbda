using System.Globalization;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Domain.Auditing;

namespace Placard.Api.Features.Accounts;

/// <summary>Where the oldest clients send their credentials.</summary>
/// <param name="Identification">Log-in name, e-mail address or account id.</param>
/// <param name="Password">Password of the account.</param>
/// <param name="Name">Name of a new key pair.</param>
internal sealed record LoginQuery(QueryText Identification, QueryText Password, QueryText Name);

/// <summary>The request's database in the name of the account whose password was right.</summary>
internal sealed class AccountAccess(Login login, RequestScope scope, PlacardDbContext db)
{
    public PlacardDbContext Db => db;

    public async Task<Account> EnterAsync(string? identification, string? password, CancellationToken cancellation)
    {
        var account = await login.CheckAsync(db, scope, identification, password, cancellation);
        db.Actor = scope.Actor with { Kind = ActorKinds.Account, Id = account.Id.ToString(CultureInfo.InvariantCulture) };
        return account;
    }
}
