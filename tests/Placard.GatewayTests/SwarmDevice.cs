using System.Net.Http.Json;
using System.Text.Json;
using Placard.DeviceEmulation;
using Placard.DeviceEmulation.Commands;
using Placard.DeviceEmulation.Profiles;
using Placard.Domain;
using Placard.TestKit;

namespace Placard.GatewayTests;

/// <summary>An emulated device that the first organization paired.</summary>
internal sealed class SwarmDevice : IAsyncDisposable
{
    private readonly PlacardServer _server;

    private SwarmDevice(PlacardServer server, EmulatedDevice device, string uid)
    {
        _server = server;
        Device = device;
        Uid = uid;
    }

    public EmulatedDevice Device { get; }

    public string Uid { get; }

    /// <summary>What becomes of commands; null leaves it to the device.</summary>
    public static async Task<SwarmDevice> StartAsync(PlacardServer server, CommandVerdict? verdict = null, bool extensions = true, bool downloads = false)
    {
        var paired = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var device = new EmulatedDevice(new()
        {
            Server = server.ApiUrl,
            Duid = Uids.Duid(),
            Profile = BrandProfiles.Emulator with { DisplayControl = true, Battery = false },
            Timings = EmulationTimings.Fast,
            Extensions = extensions,
            DownloadPackages = downloads,
            PeriodicScreenshots = false,
            DecideCommand = verdict is { } decided ? _ => new CommandOutcome(decided) : null,
            OnVerificationHash = (_, hash, cancellation) => PairAsync(server, hash, paired, cancellation),
        });
        device.Start();
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var uid = await paired.Task.WaitAsync(patience.Token);
        await device.WaitUntilVerifiedAsync(patience.Token);
        return new(server, device, uid);
    }

    /// <summary>Waits until an action has an outcome, and returns its entry of the log.</summary>
    public async Task<JsonElement> OutcomeAsync(string actionUid) => (JsonElement)await Eventually.GetAsync(
        $"the action {actionUid} has an outcome",
        async () => await GetAsync($"action-log/{actionUid}") is var logged && (IsSet(logged, "succeededAt") || IsSet(logged, "failedAt")) ? (object)logged : null);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await _server.AsOrganization().GetStringAsync($"/v1/device/{Uid}/{path}"));
        return json.RootElement.Clone();
    }

    public static bool IsSet(JsonElement record, string member) => record.GetProperty(member).ValueKind != JsonValueKind.Null;

    public ValueTask DisposeAsync() => Device.DisposeAsync();

    private static async Task PairAsync(PlacardServer server, string hash, TaskCompletionSource<string> paired, CancellationToken cancellation)
    {
        var client = server.AsOrganization();
        using var made = await client.PostAsJsonAsync("/v1/device/verification", new { verificationHash = hash }, cancellation);
        made.EnsureSuccessStatusCode();
        using var verification = JsonDocument.Parse(await client.GetStringAsync(made.Headers.Location, cancellation));
        paired.TrySetResult(verification.RootElement.GetProperty("deviceUid").GetString()!);
    }
}
