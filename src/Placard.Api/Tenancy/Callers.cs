using System.Security.Cryptography;
using System.Text;
using Placard.Api.Http;

namespace Placard.Api.Tenancy;

/// <summary>Knows callers by what they send in <c>X-Auth</c>.</summary>
internal sealed class Callers(CallerCache cache, CallerLookup lookup, AccessTokens accessTokens)
{
    /// <exception cref="ApiException">The credentials are missing or not valid.</exception>
    public async ValueTask<Caller> IdentifyAsync(string? header, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(header))
        {
            throw ApiErrors.WrongCredentials();
        }

        var colon = header.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? await ByAccessTokenAsync(header, cancellation)
            : await ByKeyPairAsync(header[..colon], header.AsMemory(colon + 1), cancellation);
    }

    private async ValueTask<Caller> ByKeyPairAsync(string id, ReadOnlyMemory<char> secret, CancellationToken cancellation)
    {
        if (id.Length is 0 or > 64 || secret.Length is 0 or > 256)
        {
            throw ApiErrors.WrongCredentials();
        }

        if (!cache.TryGet(id, out var known))
        {
            var generation = cache.Generation;
            known = await lookup.ByIdAsync(id, cancellation) ?? throw ApiErrors.WrongCredentials();
            cache.Keep(id, known, generation);
        }

        Span<byte> text = stackalloc byte[1024];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(secret.Span, text)], hash);
        return CryptographicOperations.FixedTimeEquals(hash, known.SecretHash) ? known.Caller : throw ApiErrors.WrongCredentials();
    }

    private async ValueTask<Caller> ByAccessTokenAsync(string token, CancellationToken cancellation)
    {
        if (!accessTokens.IsEnabled)
        {
            throw ApiErrors.WrongJwt();
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        var key = "jwt:" + Convert.ToHexStringLower(hash);
        if (cache.TryGet(key, out var known))
        {
            return known.Caller;
        }

        var generation = cache.Generation;
        var identity = await accessTokens.ReadAsync(token, cancellation) ?? throw ApiErrors.WrongJwt();
        var caller = await lookup.ByIdentityAsync(identity, key[..24], cancellation) ?? throw ApiErrors.WrongJwt();
        cache.Keep(key, new(hash, caller), generation);
        return caller;
    }
}
