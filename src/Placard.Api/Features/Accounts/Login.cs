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

/// <summary>Checks identification and password. Says the same, and takes as long, for an unknown account and for a wrong password.</summary>
internal sealed partial class Login(TimeProvider time, ILogger<Login> log)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // By account and address, so that a stranger can't lock out the owner; by address, against one password tried on many names.
    private readonly FailureLimit _ofAccount = new(time, 10, Window);
    private readonly FailureLimit _ofAddress = new(time, 60, Window);

    public async Task<Account> CheckAsync(PlacardDbContext db, RequestScope scope, string? identification, string? password, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(identification) || identification.Length > 255)
        {
            throw ApiErrors.InvalidBody("identification", "is required");
        }

        if (string.IsNullOrEmpty(password) || password.Length > 1024)
        {
            throw ApiErrors.InvalidBody("password", "is required");
        }

        var address = scope.RemoteAddress ?? "";
        var account = $"{identification.ToLowerInvariant()} {address}";
        if (!_ofAddress.TryBegin(address) || !_ofAccount.TryBegin(account))
        {
            throw ApiErrors.TooManyAttempts();
        }

        var found = await FindAsync(db, identification, cancellation);
        if (!Passwords.Matches(password, found?.PasswordHash))
        {
            LogFailed(address);
            throw ApiErrors.WrongLogin();
        }

        _ofAddress.Forgive(address);
        _ofAccount.Forgive(account);
        return found!;
    }

    private static async Task<Account?> FindAsync(PlacardDbContext db, string identification, CancellationToken cancellation)
    {
        var email = identification.ToLowerInvariant();
        var id = long.TryParse(identification, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return await db.Accounts.AsNoTracking()
            .Where(account => account.DisabledAt == null && account.PasswordHash != null)
            .Where(account => account.Username == identification || account.Email == identification || account.Email == email || account.Id == id)
            .OrderByDescending(account => account.Username == identification)
            .FirstOrDefaultAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A log-in from {Address} failed")]
    private partial void LogFailed(string address);
}
