using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Accounts;

/// <summary>Credentials of an account; what is absent here may stand in the query, as the oldest clients send it.</summary>
/// <param name="Identification">Log-in name, e-mail address or account id.</param>
/// <param name="Password">Password of the account.</param>
public sealed record LoginRequest(string? Identification, string? Password);

/// <summary>
/// Checks identification and password. Says the same, and takes as long, for an unknown account, one that is disabled or only invited, and for a wrong password.
/// </summary>
internal sealed partial class Login(LoginLimits limits, ILogger<Login> log)
{
    public async Task<Account> CheckAsync(PlacardDbContext db, RequestScope scope, string? identification, string? password, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(identification) || identification.Length > 255 || identification.Any(char.IsControl))
        {
            throw ApiErrors.InvalidBody("identification", "is required, with 1 to 255 characters");
        }

        if (string.IsNullOrEmpty(password) || password.Length > 1024)
        {
            throw ApiErrors.InvalidBody("password", "is required, with 1 to 1024 characters");
        }

        // All names of an account count as one.
        var found = await FindAsync(db, identification, cancellation);
        var name = found is null ? identification.ToLowerInvariant() : found.Id.ToString(CultureInfo.InvariantCulture);
        if (!limits.TryBegin(name, scope.RemoteAddress))
        {
            throw ApiErrors.TooManyAttempts();
        }

        var match = Passwords.Check(password, found?.PasswordHash);
        if (match == PasswordMatch.Wrong)
        {
            LogFailed(scope.RemoteAddress ?? "");
            throw ApiErrors.WrongLogin();
        }

        limits.Forgive(name, scope.RemoteAddress);
        if (match == PasswordMatch.RightButOld)
        {
            await StoreAnewAsync(db, found!, password, cancellation);
        }

        return found!;
    }

    // One that was changed meanwhile stays.
    private static async Task StoreAnewAsync(PlacardDbContext db, Account account, string password, CancellationToken cancellation)
    {
        var (old, hash) = (account.PasswordHash, Passwords.Hash(password));
        await db.WriteAsync(
            token => db.Accounts.Where(stored => stored.Id == account.Id && stored.PasswordHash == old)
                .ExecuteUpdateAsync(row => row.SetProperty(stored => stored.PasswordHash, hash), token),
            cancellation);
    }

    private static async Task<Account?> FindAsync(PlacardDbContext db, string identification, CancellationToken cancellation)
    {
        var email = identification.ToLowerInvariant();
        var id = long.TryParse(identification, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return await db.Accounts.AsNoTracking()
            .Where(account => account.DisabledAt == null && account.InvitedAt == null && account.PasswordHash != null)
            .Where(account => account.Username == identification || account.Email == identification || account.Email == email || account.Id == id)
            .OrderByDescending(account => account.Username == identification)
            .FirstOrDefaultAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A log-in from {Address} failed")]
    private partial void LogFailed(string address);
}
