using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Accounts;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Server.Options;

namespace Placard.Server.Administration;

/// <summary><c>account create</c>, <c>grant-admin</c>, <c>disable</c>, <c>enable</c> and <c>reset-password</c>.</summary>
internal sealed class AccountChanges(Database database, SecretOutput output, TimeProvider time)
{
    /// <summary>For people whom no mail reaches. Companies and organizations can add the address then.</summary>
    public async Task CreateAsync(string address, CancellationToken cancellation)
    {
        var email = address.Trim().ToLowerInvariant();
        if (!EmailAddresses.IsOne(email))
        {
            throw StartException.Option("email", $"\"{address}\" is no e-mail address");
        }

        var password = Uids.Random(32);
        var account = new Account { Id = Uids.AccountId(), Username = email, Email = email, PasswordHash = Passwords.Hash(password), CreatedAt = time.Now() };
        await using var db = database.Open();
        await db.WriteAsync(
            async token =>
            {
                if (await db.Accounts.AnyAsync(one => one.Email == email || one.Username == email, token))
                {
                    throw StartException.Environment($"there is an account \"{email}\" already");
                }

                db.Accounts.Add(account);
            },
            cancellation);
        Console.WriteLine($"Made account {email}");
        output.Hand("password", $"PLACARD_PASSWORD={password}\n");
    }

    public Task GrantAdministratorAsync(string name, CancellationToken cancellation) => ChangeAsync(
        name, account => account.ServerAdministrator = true, "administers the server now", cancellation);

    /// <summary>A running server refuses its tokens within seconds.</summary>
    public Task DisableAsync(string name, CancellationToken cancellation) => ChangeAsync(
        name, account => account.DisabledAt ??= time.Now(), "is disabled", cancellation);

    public Task EnableAsync(string name, CancellationToken cancellation) => ChangeAsync(
        name, account => account.DisabledAt = null, "is enabled", cancellation);

    /// <summary>One that was only invited is its owner's from then on: the links in mails end.</summary>
    public async Task ResetPasswordAsync(string name, CancellationToken cancellation)
    {
        var password = Uids.Random(32);
        var hash = Passwords.Hash(password);
        await ChangeAsync(name, account => account.TakeOver(hash), "has a new password; its tokens still work", cancellation);
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
                if (account.InvitedAt is null)
                {
                    await db.AccountInvitations.Where(invitation => invitation.AccountId == account.Id).ExecuteDeleteAsync(token);
                }

                return account.Username;
            },
            cancellation);
        Console.WriteLine($"Account {username} {told}");
    }
}
