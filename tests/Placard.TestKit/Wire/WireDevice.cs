using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;
using Placard.Domain;

namespace Placard.TestKit.Wire;

/// <summary>
/// One connection of a device, played frame by frame: it does only what the test says, so a test can also do what no well-behaved device does.
/// Confirms what it gets unless told not to.
/// </summary>
public sealed class WireDevice : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> AllActions =
    [
        ChannelActions.SessionCreated, ChannelActions.AuthenticationSucceed, ChannelActions.AuthenticationFailed,
        ChannelActions.DeviceRegistrationSucceed, ChannelActions.DeviceRegistrationFailed,
        ChannelActions.VerificationHashCreated, ChannelActions.VerificationSucceed, ChannelActions.PerformDeviceDeprovision,
        ChannelActions.UpdateAppletTimingsDefinition, ChannelActions.LastActiveAppletMissed, ChannelActions.UpdateDeviceAuthHash, ChannelActions.UpdateDevice, ChannelActions.UpdateOrganization,
        ChannelActions.UpdateLocation, ChannelActions.UpdateOrganizationTags, ChannelActions.UpdateDevicePolicyItems,
        "Device.Audio.SetDeviceVolume", "Device.Brightness.SyncBrightnessSettings", "Device.RemoteControl.SyncRemoteControlSettings",
        "Device.Debug.PerformDebugSettings", "Device.Power.PerformPowerAction", "Device.Screenshot.TakeInstantScreenshot",
        "Device.Resolution.ResizeDevice", "Device.DateTime.UpdateDeviceTimeSettings", "Device.Timer.SyncTimerSettings",
        "Device.Power.SchedulePowerAction", "Device.Power.CancelScheduledPowerAction",
        "Device.AutoRecovery.SetAutoRecovery", "Device.PeerRecovery.SetPeerRecovery", "Device.ExtendedManagement.SetUrl",
        "Device.VPN.SetDeviceConnectionToVPN", "Device.Secret.RegenerateCryptoKeyPair",
    ];

    private readonly IFrameTransport _transport;
    private readonly ConcurrentQueue<DeviceFrame> _received = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly List<DeviceFrame> _seen = [];
    private readonly Task _reading;

    private WireDevice(IFrameTransport transport, string duid, string name)
    {
        _transport = transport;
        Duid = duid;
        Name = name;
        _reading = ReadAsync();
    }

    public string Duid { get; }

    public string Name { get; }

    /// <summary>Whether it confirms the server's frames.</summary>
    public bool Confirms { get; set; } = true;

    /// <summary>Ends when the server ended the session.</summary>
    public Task Closed => _reading;

    /// <summary>Everything that came so far.</summary>
    public IReadOnlyList<DeviceFrame> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Opens a connection and introduces itself; not logged in yet.</summary>
    public static async Task<WireDevice> OpenAsync(
        PlacardServer server, string? duid = null, string name = ConnectionNames.Management, bool polling = false, IReadOnlyList<string>? actions = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        IFrameTransport transport = polling ? await PollingTransport.OpenAsync(server.Anonymous()) : await SocketTransport.OpenAsync(server.ApiUrl);
        var device = new WireDevice(transport, duid ?? Uids.Duid(), name);
        await device.ExpectEventAsync(FrameEvents.ServerAuthenticate);
        await device.SendEventAsync(FrameEvents.ClientAuthenticate, new JsonObject
        {
            ["duid"] = device.Duid,
            ["name"] = name,
            ["actions"] = new JsonArray([.. (actions ?? AllActions).Select(action => (JsonNode)action)]),
        });
        await device.ExpectEventAsync(FrameEvents.ServerAuthenticateDone);
        return device;
    }

    /// <summary>Opens a connection and logs in, registering first if the server does not know the device.</summary>
    public static async Task<WireDevice> LogInAsync(
        PlacardServer server, string? duid = null, string name = ConnectionNames.Management, bool polling = false, IReadOnlyList<string>? actions = null)
    {
        var device = await OpenAsync(server, duid, name, polling, actions);
        if (!await device.TryLogInAsync())
        {
            await device.SendAsync(ChannelActions.RegisterDevice, new() { ["uid"] = device.Duid, ["applicationType"] = "default" });
            await device.ExpectAnyAsync(ChannelActions.DeviceRegistrationSucceed, ChannelActions.DeviceRegistrationFailed);
            if (!await device.TryLogInAsync())
            {
                throw new InvalidOperationException("The device registered and could not log in.");
            }
        }

        return device;
    }

    public async Task<bool> TryLogInAsync()
    {
        await SendAsync(ChannelActions.AuthenticateDevice, new()
        {
            ["credentials"] = new JsonObject { ["identity"] = Duid },
            ["authenticationType"] = 1,
        });
        var answer = await ExpectAnyAsync(ChannelActions.AuthenticationSucceed, ChannelActions.AuthenticationFailed);
        return Type(answer) == ChannelActions.AuthenticationSucceed;
    }

    /// <summary>The hash that the device would show on its screen.</summary>
    public async Task<string> CheckVerificationAsync()
    {
        await SendAsync(ChannelActions.CheckVerification, new() { ["uid"] = Duid });
        var answer = await ExpectAsync(ChannelActions.VerificationHashCreated);
        return answer.GetProperty("verificationHash").GetString()!;
    }

    /// <summary>Sends an action with a response uid.</summary>
    /// <returns>The response uid.</returns>
    public async Task<string> SendAsync(string type, JsonObject? fields = null)
    {
        var payload = new JsonObject { ["type"] = type };
        foreach (var (name, value) in fields ?? [])
        {
            payload[name] = value?.DeepClone();
        }

        return await SendEventAsync(FrameEvents.Action, payload);
    }

    /// <summary>Sends an action and waits until the server confirmed it, so that what it stores is committed.</summary>
    public async Task ReportAsync(string type, JsonObject? fields = null) => await ConfirmedAsync(await SendAsync(type, fields));

    public Task TelemetryAsync(string name, JsonNode? data) =>
        ReportAsync(ChannelActions.UpdateDeviceTelemetryRecord, new() { ["name"] = name, ["data"] = data });

    public async Task<string> SendEventAsync(string @event, JsonObject payload)
    {
        var responseUid = Uids.Random(50);
        await SendRawAsync(DeviceFrame.Request(@event, JsonSerializer.SerializeToElement(payload), responseUid).ToUtf8());
        return responseUid;
    }

    public Task SendRawAsync(ReadOnlyMemory<byte> frame) => _transport.SendAsync(frame);

    public Task SendTextAsync(string text) => SendRawAsync(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Waits for the confirmation of a frame. Over polling the answer of the call was it.</summary>
    public Task ConfirmedAsync(string responseUid) => _transport.ConfirmsByCall
        ? Task.CompletedTask
        : ExpectFrameAsync($"a response to {responseUid}", frame => frame.Type == FrameTypes.Response && frame.ResponseUid == responseUid);

    /// <summary>Waits for an action of the type; others before it are passed over.</summary>
    public async Task<JsonElement> ExpectAsync(string type) => await ExpectAnyAsync(type);

    /// <summary>Waits for the whole frame of an action of the type.</summary>
    public Task<DeviceFrame> NextFrameAsync(string type) => ExpectFrameAsync(type, frame => frame.Payload is { } payload && Type(payload) == type);

    public async Task<JsonElement> ExpectAnyAsync(params string[] types)
    {
        var frame = await ExpectFrameAsync(string.Join(" or ", types), frame => frame.Payload is { } payload && types.Contains(Type(payload)));
        return frame.Payload!.Value;
    }

    public Task ExpectEventAsync(string @event) => ExpectFrameAsync(@event, frame => frame.Event == @event);

    /// <summary>Makes the server answer once more, so that everything that it sent before has arrived.</summary>
    public async Task RoundTripAsync() => await ConfirmedAsync(await SendAsync("Test.Unknown"));

    public int CountSeen(string type) => Seen.Count(frame => frame.Payload is { } payload && Type(payload) == type);

    /// <summary>Vanishes without a word.</summary>
    public Task AbortAsync() => _transport.AbortAsync();

    public async ValueTask DisposeAsync()
    {
        await _transport.AbortAsync();
        await _reading;
    }

    private static string? Type(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("type", out var type) ? type.GetString() : null;

    private async Task<DeviceFrame> ExpectFrameAsync(string what, Func<DeviceFrame, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            try
            {
                await _arrived.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The server did not send {what}.");
            }

            if (!_received.TryDequeue(out var frame))
            {
                throw new InvalidOperationException($"The session ended before the server sent {what}.");
            }

            if (wanted(frame))
            {
                return frame;
            }
        }
    }

    private async Task ReadAsync()
    {
        while (await _transport.ReceiveAsync() is { } frame)
        {
            lock (_seen)
            {
                _seen.Add(frame);
            }

            if (frame is { Type: FrameTypes.Request, ResponseUid: { } responseUid } && Confirms)
            {
                await _transport.SendAsync(DeviceFrame.Response(responseUid).ToUtf8());
            }

            _received.Enqueue(frame);
            _arrived.Release();
        }

        _arrived.Release();
    }
}
