using System.Net.Http.Json;
using System.Text.Json;
using Placard.DeviceProtocol;

namespace Placard.TestKit.Wire;

/// <summary>A device that an organization paired by its hash, and what the organization sees of it over REST.</summary>
public sealed class PairedDevice(PlacardServer server, HttpClient client, string uid, WireDevice management) : IAsyncDisposable
{
    public string Uid => uid;

    public WireDevice Management { get; private set; } = management;

    public string Duid => Management.Duid;

    public HttpClient Client => client;

    private string Path => $"/v1/device/{uid}";

    /// <summary>A device registers, shows its hash, and the organization of the first start takes it.</summary>
    public static async Task<PairedDevice> StartAsync(PlacardServer server, bool polling = false, IReadOnlyList<string>? actions = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var wire = await WireDevice.LogInAsync(server, polling: polling, actions: actions);
        var hash = await wire.CheckVerificationAsync();
        var client = server.AsOrganization();
        using var paired = await client.PostAsJsonAsync("/v1/device/verification", new { verificationHash = hash });
        paired.EnsureSuccessStatusCode();
        await wire.ExpectAsync(ChannelActions.VerificationSucceed);
        using var verification = JsonDocument.Parse(await client.GetStringAsync(paired.Headers.Location));
        return new(server, client, verification.RootElement.GetProperty("deviceUid").GetString()!, wire);
    }

    /// <summary>Opens the management connection anew.</summary>
    public async Task<WireDevice> ReconnectAsync(bool polling = false, IReadOnlyList<string>? actions = null) =>
        Management = await WireDevice.LogInAsync(server, Duid, polling: polling, actions: actions);

    /// <summary>The management connection breaks, and the server has noticed.</summary>
    public async Task LeaveAsync()
    {
        await Management.AbortAsync();
        await Management.Closed;
        await Eventually.IsTrueAsync(
            "the server noticed that the device is gone",
            async () => !(await GetAsync("telemetry/ONLINE_STATUS/latest")).GetProperty("data").GetProperty("online").GetBoolean());
    }

    public Task<WireDevice> OpenFrontAsync(bool polling = false) => WireDevice.LogInAsync(server, Duid, ConnectionNames.Front, polling);

    public async Task PutAsync(string path, object body)
    {
        using var answer = await client.PutAsJsonAsync($"{Path}/{path}", body);
        answer.EnsureSuccessStatusCode();
    }

    public async Task PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync($"{Path}/{path}", body);
        answer.EnsureSuccessStatusCode();
    }

    public Task SetVolumeAsync(int volume) => PutAsync("volume", new { volume });

    public Task PowerAsync(string action) => PostAsync("power-action", new { devicePowerAction = action });

    public async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync($"{Path}/{path}"));
        return json.RootElement.Clone();
    }

    /// <summary>The newest request of a kind, as REST lists it.</summary>
    public async Task<JsonElement> NewestAsync(string path) => (await GetAsync(path))[0];

    /// <summary>The newest entry of the action log of a type, with its reason of failure.</summary>
    public async Task<JsonElement> LoggedAsync(string type) =>
        (await GetAsync("action-log")).EnumerateArray().First(action => action.GetProperty("type").GetString() == type);

    /// <summary>Waits until the newest request of a kind has an outcome.</summary>
    public async Task<JsonElement> OutcomeAsync(string path) => (JsonElement)await Eventually.GetAsync(
        $"the newest request of {path} has an outcome",
        async () => await NewestAsync(path) is var newest && (IsSet(newest, "succeededAt") || IsSet(newest, "failedAt")) ? (object)newest : null);

    public static bool IsSet(JsonElement record, string member) => record.GetProperty(member).ValueKind != JsonValueKind.Null;

    public ValueTask DisposeAsync() => Management.DisposeAsync();
}
