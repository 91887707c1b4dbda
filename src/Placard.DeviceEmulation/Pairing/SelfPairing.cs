using System.Text;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Channel;

namespace Placard.DeviceEmulation.Pairing;

/// <summary>Pairs devices with an organization by the hash that they show, as an operator or an SDK does.</summary>
public sealed class SelfPairing(OrganizationToken token)
{
    private const int Attempts = 8;

    /// <summary>For <see cref="EmulatedDeviceOptions.OnVerificationHash"/>. Tries again while the server is busy; gives up when the hash is refused.</summary>
    public async Task PairAsync(EmulatedDevice device, string verificationHash, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromMilliseconds(500);
        try
        {
            for (var attempt = 1; attempt <= Attempts && device.VerificationHash == verificationHash; attempt++)
            {
                var status = await TryAsync(device, verificationHash, cancellationToken);
                if (status is >= 200 and < 300)
                {
                    device.Runtime.Counters.Add(Count.Pairings);
                    return;
                }

                if (status is >= 400 and < 500 and not 429)
                {
                    break;
                }

                await device.Runtime.Scheduler.Delay(wait, cancellationToken);
                wait *= 2;
            }

            device.Runtime.Counters.Add(Count.PairingsFailed);
        }
        catch (OperationCanceledException)
        {
            // The device stops.
        }
    }

    private async Task<int?> TryAsync(EmulatedDevice device, string verificationHash, CancellationToken cancellationToken)
    {
        try
        {
            var address = new Uri($"{device.Options.Server.AbsoluteUri.TrimEnd('/')}/v1/device/verification");
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent(new JsonObject { ["verificationHash"] = verificationHash }.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            request.Headers.TryAddWithoutValidation("X-Auth", $"{token.Id}:{token.Secret}");
            using var response = await device.Http.SendAsync(request, cancellationToken);
            return (int)response.StatusCode;
        }
        catch (Exception error) when (NetworkFailure.Is(error))
        {
            return null;
        }
    }
}
