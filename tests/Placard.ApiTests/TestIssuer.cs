using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Placard.ApiTests;

/// <summary>An OIDC issuer on this machine: its discovery document, its keys, and tokens as good or bad as a test wants them.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private RSA _key = RSA.Create(2048);
    private string _kid = "k1";

    private TestIssuer(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Address, jwks_uri = issuer.Address + "/keys" }));
        issuer._app.MapGet("/keys", () => Results.Json(new { keys = new[] { issuer.PublicKey() } }));
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>From now on it signs by another key and publishes only that.</summary>
    public void Rotate() => (_key, _kid) = (RSA.Create(2048), "k2");

    /// <summary>Claims of a good token for an account.</summary>
    public Dictionary<string, object?> Claims(string email, DateTimeOffset now) => new()
    {
        ["iss"] = Address,
        ["aud"] = "placard",
        ["sub"] = "someone",
        ["email"] = email,
        ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    public string Sign(Dictionary<string, object?> claims, RSA? key = null)
    {
        var text = Unsigned(new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = _kid }, claims);
        var signature = (key ?? _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Signed with the public key as if that were a shared secret.</summary>
    public string SignBySharedSecret(Dictionary<string, object?> claims)
    {
        var text = Unsigned(new() { ["alg"] = "HS256", ["typ"] = "JWT", ["kid"] = _kid }, claims);
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(text)))}";
    }

    public static string WithoutSignature(Dictionary<string, object?> claims) => Unsigned(new() { ["alg"] = "none", ["typ"] = "JWT" }, claims) + ".";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Unsigned(Dictionary<string, object?> header, Dictionary<string, object?> claims) =>
        $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";

    private object PublicKey()
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = _kid, n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) };
    }
}
