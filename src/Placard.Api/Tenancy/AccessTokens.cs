using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Placard.Api.Tenancy;

/// <summary>An OIDC issuer whose access tokens are accepted. Off unless an issuer is named.</summary>
public sealed class OidcOptions
{
    public const string Section = "Oidc";

    /// <summary>Address of the issuer, as it stands in the tokens; its metadata is read below it.</summary>
    public string? Issuer { get; set; }

    /// <summary>For whom the tokens must be made.</summary>
    public string? Audience { get; set; }
}

/// <summary>Checks access tokens against the issuer's keys.</summary>
internal sealed partial class AccessTokens
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly OidcOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AccessTokens> _log;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _issuer;

    public AccessTokens(IOptions<OidcOptions> options, TimeProvider time, ILogger<AccessTokens> log)
    {
        _options = options.Value;
        _time = time;
        _log = log;
        if (_options.Issuer is { Length: > 0 } issuer)
        {
            _issuer = new(
                issuer.TrimEnd('/') + "/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !new Uri(issuer).IsLoopback });
        }
    }

    public bool IsEnabled => _issuer is not null;

    /// <summary>Null when the token is not valid here.</summary>
    public async Task<ExternalIdentity?> ReadAsync(string token, CancellationToken cancellation)
    {
        OpenIdConnectConfiguration issuer;
        try
        {
            issuer = await _issuer!.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException fault)
        {
            LogNoIssuer(fault);
            return null;
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuers = [_options.Issuer, issuer.Issuer],
            ValidAudience = _options.Audience,
            IssuerSigningKeys = issuer.SigningKeys,
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),

            // A token signed by the verifier's public key as if it were a shared secret is an old trick.
            ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
        });
        if (!result.IsValid)
        {
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            {
                _issuer.RequestRefresh();
            }

            return null;
        }

        var subject = Claim(result, "sub");
        var verified = Claim(result, "email_verified") is null or "true" or "True";
        return subject is null ? null : new(subject, verified ? Claim(result, "email")?.ToLowerInvariant() : null);
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires + Skew > now && (notBefore is null || notBefore - Skew <= now);
    }

    private static string? Claim(TokenValidationResult result, string name) =>
        result.Claims.TryGetValue(name, out var value) ? value?.ToString() : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The OIDC issuer can't be reached")]
    private partial void LogNoIssuer(Exception fault);
}
