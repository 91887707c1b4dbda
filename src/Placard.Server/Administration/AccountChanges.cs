using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Server.Options;

namespace Placard.Server.Administration;

/// <summary><c>account grant-admin</c>, <c>account disable</c>, <c>account reset-password</c>.</summary>
internal sealed class AccountChanges(Database database, SecretOutput output, TimeProvider time)
{
    public Task GrantAdministratorAsync(string name, CancellationToken cancellation) => ChangeAsync(
        name, account => account.ServerAdministrator = true, "administers the server now", cancellation);

    /// <summary>A running server refuses its tokens within seconds.</summary>
    public Task DisableAsync(string name, CancellationToken cancellation) => ChangeAsync(
        name, account => account.DisabledAt ??= time.Now(), "is disabled", cancellation);

    public async Task ResetPasswordAsync(string name, CancellationToken cancellation)
    {
        var password = Uids.Random(32);
        var hash = Passwords.Hash(password);
        await ChangeAsync(name, account => account.PasswordHash = hash, "has a new password; its tokens still work", cancellation);
        output.Hand("password", $"PLACARD_PASSWORD={password}\n");
    }

    private async Task ChangeAsync(string name, Action<Account> change, string told, CancellationToken cancellation)
    {
        var wanted = name.Trim();
        var email = wanted.ToLowerInvariant();
        await using var db = database.Open();
        var username = await db.WriteAsync(
            async token =>
            {
                var account = await db.Accounts.SingleOrDefaultAsync(one => one.Username == wanted, token)
                    ?? await db.Accounts.SingleOrDefaultAsync(one => one.Email == email, token)
                    ?? throw StartException.Environment($"there is no account \"{wanted}\"");
                change(account);
                return account.Username;
            },
            cancellation);
        Console.WriteLine($"Account {username} {told}");
    }
}
