using System.Globalization;
using System.Security.Cryptography;

namespace Placard.Domain.Accounts;

/// <summary>How passwords are stored: <c>pbkdf2-sha512$iterations$salt$hash</c>, so that the cost can rise without breaking the old ones.</summary>
public static class Passwords
{
    private const string Scheme = "pbkdf2-sha512";
    private const int Iterations = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Compared with when there is no account, so that the time of an answer says nothing.</summary>
    private static readonly Lazy<string> Nobody = new(() => Hash(Uids.Secret()));

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Derive(password, salt, Iterations);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToHexStringLower(salt)}${Convert.ToHexStringLower(hash)}");
    }

    /// <summary>Whether the password is right; takes as long for an unknown account, whose hash is null.</summary>
    public static bool Matches(string password, string? stored)
    {
        var parts = (stored ?? Nobody.Value).Split('$');
        if (parts is not [Scheme, var iterations, var salt, var hash])
        {
            return false;
        }

        var derived = Derive(password, Convert.FromHexString(salt), int.Parse(iterations, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromHexString(hash)) && stored is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
