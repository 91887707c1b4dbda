using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Placard.Storage;

/// <summary>
/// Addresses that work for a time and for whoever holds them. The signature covers the path and the end of that time.
/// All nodes that share the key sign alike.
/// </summary>
/// <param name="key">Gives the key, 32 bytes; asked once, when the first address is signed or checked.</param>
/// <param name="time">The clock.</param>
public sealed class SignedUrls(Func<byte[]> key, TimeProvider time)
{
    private const long Step = 3600;

    private readonly Lazy<byte[]> _key = new(key);

    /// <summary>
    /// The path with its signature, to be put behind the base of content. It works for at least the lifetime, and stays the same
    /// within an hour, so that lists that are read again and again don't defeat caches.
    /// </summary>
    /// <param name="path">Absolute, as in <c>/screenshot/1a2b</c>, without a query.</param>
    /// <param name="lifetime">How long it must work at least.</param>
    public string Sign(string path, TimeSpan lifetime)
    {
        var wanted = time.GetUtcNow().ToUnixTimeSeconds() + (long)Math.Ceiling(lifetime.TotalSeconds);
        var expires = ((wanted / Step) + 1) * Step;
        return string.Create(CultureInfo.InvariantCulture, $"{path}?expires={expires}&signature={Convert.ToHexStringLower(Signature(path, expires))}");
    }

    /// <summary>Whether the signature was made for this path and has not expired.</summary>
    public bool Verify(string path, string? expires, string? signature)
    {
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var end) || signature is not { Length: SHA256.HashSizeInBytes * 2 })
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Signature(path, end)));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature))
            && time.GetUtcNow().ToUnixTimeSeconds() < end;
    }

    /// <summary>Signs any other text, lower-case hex. The text says what it is for, and never begins with a slash as the paths above do.</summary>
    public string SignText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('/') ? throw new ArgumentException("Only paths begin with a slash.", nameof(text)) : Convert.ToHexStringLower(Signature(text));
    }

    /// <summary>Whether <see cref="SignText"/> made the signature of this text.</summary>
    public bool VerifyText(string text, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SignText(text)), Encoding.UTF8.GetBytes(signature));

    private byte[] Signature(string path, long expires) => Signature(string.Create(CultureInfo.InvariantCulture, $"{path}\n{expires}"));

    private byte[] Signature(string text) => HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(text));
}
