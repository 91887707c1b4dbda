using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain;

namespace Placard.Api.Features.Devices;

/// <summary>What a waiting device shows.</summary>
/// <param name="VerificationHash">6 hex.</param>
/// <param name="OrganizationUid">Needed only when the credentials see several organizations.</param>
public sealed record VerifyDeviceRequest([property: JsonRequired] string VerificationHash, string? OrganizationUid);

internal static class VerifyDevice
{
    /// <summary>Pairs the device that shows the hash with the caller's organization.</summary>
    public static async Task<Made> HandleAsync(
        Body<VerifyDeviceRequest> body, RequestScope scope, PlacardDbContext db, Pairing pairing, CancellationToken cancellation)
    {
        var organizationUid = scope.OrganizationFor(body.Value.OrganizationUid);
        return new(await pairing.PairAsync(db, scope, organizationUid, body.Value.VerificationHash, cancellation));
    }
}

/// <summary>Pairs by hash, and keeps people from trying all of them.</summary>
internal sealed partial class Pairing(DeviceVerifications verifications, PublicAddresses addresses, TimeProvider time, ILogger<Pairing> log) : IDisposable
{
    // An attempt counts as failed until it succeeded, so that guesses can't hurry past the limit side by side.
    // Few at a time, then, so that many devices paired at once don't look like guessing.
    private readonly SemaphoreSlim _turns = new(4, 4);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly FailureLimit _ofToken = new(time, 10, Window);
    private readonly FailureLimit _ofAddress = new(time, 30, Window);

    /// <summary>Address of the verification, where the caller learns the device's uid.</summary>
    public async Task<string> PairAsync(PlacardDbContext db, RequestScope scope, string organizationUid, string hash, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await AttemptAsync(db, scope, organizationUid, hash, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<string> AttemptAsync(PlacardDbContext db, RequestScope scope, string organizationUid, string hash, CancellationToken cancellation)
    {
        var (token, address) = (scope.Caller.TokenId, scope.RemoteAddress ?? "");
        if (!_ofToken.TryBegin(token) || !_ofAddress.TryBegin(address))
        {
            throw ApiErrors.TooManyAttempts();
        }

        try
        {
            var verification = await VerifyAsync(db, scope, organizationUid, hash, cancellation);
            if (verification is null)
            {
                LogFailed(token, address);
                throw ApiErrors.NotFound($"Device verification was not found by hash {Shown(hash)}");
            }

            Forgive(token, address);
            return $"{addresses.ApiBase}/v1/device/verification/{verification.Uid}";
        }
        catch (OrganizationFullException)
        {
            // The hash was right.
            Forgive(token, address);
            throw;
        }
    }

    private void Forgive(string token, string address)
    {
        _ofToken.Forgive(token);
        _ofAddress.Forgive(address);
    }

    private async Task<Domain.Devices.DeviceVerification?> VerifyAsync(
        PlacardDbContext db, RequestScope scope, string organizationUid, string hash, CancellationToken cancellation)
    {
        try
        {
            return await verifications.VerifyAsync(db, hash.ToLowerInvariant(), organizationUid, scope.Originator, cancellation);
        }
        catch (DeviceNotFreeException)
        {
            return null;
        }
    }

    private static string Shown(string hash) => hash.Length <= 64 ? hash : hash[..64];

    [LoggerMessage(Level = LogLevel.Warning, Message = "A verification by token {Token} from {Address} failed")]
    private partial void LogFailed(string token, string address);
}
