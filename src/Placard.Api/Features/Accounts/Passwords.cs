using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Placard.Domain;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Accounts;

/// <summary>What a password is to an account.</summary>
public enum PasswordMatch
{
    Wrong,
    Right,

    /// <summary>Right, but stored in an older way: store it anew.</summary>
    RightButOld,
}

/// <summary>How passwords are stored: as the framework does it. Older hashes of ours, <c>pbkdf2-sha512$iterations$salt$hash</c>, are still understood.</summary>
public static class Passwords
{
    private const string OldScheme = "pbkdf2-sha512";

    // As the old hashes had, so that checking either takes as long.
    private const int Iterations = 210_000;

    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <summary>Compared with when there is no account, so that the time of an answer says nothing.</summary>
    private static readonly string Nobody = Hash(Uids.Secret());

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    public static bool Matches(string password, string? stored) => Check(password, stored) != PasswordMatch.Wrong;

    /// <summary>Takes as long for an unknown account, whose hash is null.</summary>
    public static PasswordMatch Check(string password, string? stored)
    {
        if (stored?.StartsWith(OldScheme + "$", StringComparison.Ordinal) == true)
        {
            return MatchesOld(password, stored) ? PasswordMatch.RightButOld : PasswordMatch.Wrong;
        }

        var result = Hasher.VerifyHashedPassword(null!, stored ?? Nobody, password);
        return (stored, result) switch
        {
            (null, _) or (_, PasswordVerificationResult.Failed) => PasswordMatch.Wrong,
            (_, PasswordVerificationResult.SuccessRehashNeeded) => PasswordMatch.RightButOld,
            _ => PasswordMatch.Right,
        };
    }

    private static bool MatchesOld(string password, string stored)
    {
        if (stored.Split('$') is not [_, var iterations, var salt, var hash])
        {
            return false;
        }

        var expected = Convert.FromHexString(hash);
        var derived = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromHexString(salt), int.Parse(iterations, CultureInfo.InvariantCulture), HashAlgorithmName.SHA512, expected.Length);
        return CryptographicOperations.FixedTimeEquals(derived, expected);
    }
}
