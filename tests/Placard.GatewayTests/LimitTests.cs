using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Placard.DeviceProtocol;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>What no well-behaved device does, and how far it gets with it.</summary>
public sealed class LimitTests
{
    private const string Ping = """{"type":"ping"}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_that_floods_for_many_seconds_in_a_row_loses_its_session_and_no_other_does(bool polling)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await StartAsync(time, ("Gateway:FloodFramesPerSecond", "20"), ("Gateway:FloodSeconds", "3"));
        await using var device = await WireDevice.LogInAsync(server, polling: polling);
        await using var bystander = await WireDevice.LogInAsync(server, polling: polling);

        // One quiet second begins the count anew.
        foreach (var frames in new[] { 21, 21, 1, 21, 21, 21 })
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await PingAsync(device, frames);
            await bystander.RoundTripAsync();
            Assert.False(device.Closed.IsCompleted);
        }

        time.Advance(TimeSpan.FromSeconds(1));
        await device.SendTextAsync(Ping);

        await device.Closed;
        await bystander.RoundTripAsync();
        Assert.False(bystander.Closed.IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task As_many_frames_as_are_allowed_may_come_for_ever(bool polling)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await StartAsync(time, ("Gateway:FloodFramesPerSecond", "20"), ("Gateway:FloodSeconds", "3"));
        await using var device = await WireDevice.LogInAsync(server, polling: polling);

        for (var second = 0; second < 8; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await PingAsync(device, 20);
        }

        Assert.False(device.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_polling_call_beyond_4_MiB_ends_its_session()
    {
        await using var server = await PlacardServer.StartAsync();
        var small = await PollAsync(server);
        var large = await PollAsync(server);
        var text = $$"""[{"type":"ping","payload":"{{new string('x', (4 * 1024 * 1024) - 64)}}"}]""";

        using var fits = await TransmitAsync(small, text);
        using var tooMuch = await TryTransmitAsync(large, text + new string(' ', 128));
        using var after = await TransmitAsync(large, "[]");

        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.True(tooMuch is null || (int)tooMuch.StatusCode is >= 400 and < 500, $"{tooMuch?.StatusCode}");
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[{\"event\":\"action\"}]")]
    public async Task A_polling_call_that_is_no_list_of_frames_ends_its_session(string text)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = await PollAsync(server);

        using var bad = await TransmitAsync(client, text);
        using var after = await TransmitAsync(client, "[]");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (bad.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_polling_device_that_never_fetches_its_frames_loses_its_session()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = await PollAsync(server);

        // The greeting waits already, and each ping brings a pong.
        using var full = await TransmitAsync(client, $"[{string.Join(',', Enumerable.Repeat(Ping, 999))}]");
        using var still = await TransmitAsync(client, "[]");
        using var over = await TransmitAsync(client, $"[{Ping}]");
        using var after = await TransmitAsync(client, "[]");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (full.StatusCode, still.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_polling_session_ends_150_seconds_after_its_last_call()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await StartAsync(time);
        var client = await PollAsync(server);

        foreach (var seconds in new[] { 149, 149 })
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            using var alive = await TransmitAsync(client, "[]");
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }

        time.Advance(TimeSpan.FromSeconds(151));
        using var late = await TransmitAsync(client, "[]");

        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
    }

    [Fact]
    public async Task Polling_sessions_need_their_secret()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = await PollAsync(server);
        var id = client.DefaultRequestHeaders.GetValues("X-Auth").Single().Split(':')[0];
        foreach (var credentials in new[] { "", id, $"{id}:", $"{id}:x", "x:y", ":" })
        {
            var stranger = server.Anonymous();
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("X-Auth", credentials);
            using var refused = await TransmitAsync(stranger, "[]");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var own = await TransmitAsync(client, "[]");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    private static Task<PlacardServer> StartAsync(FakeTimeProvider time, params (string Key, string Value)[] settings) => PlacardServer.StartAsync(new PlacardServerSetup
    {
        Time = time,
        Settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
    });

    // The last pong proves that all frames were counted in this second.
    private static async Task PingAsync(WireDevice device, int frames)
    {
        var pongs = device.Seen.Count(frame => frame.Type == FrameTypes.Pong) + frames;
        for (var sent = 0; sent < frames; sent++)
        {
            await device.SendTextAsync(Ping);
        }

        await Eventually.IsTrueAsync("all pings are answered", () => Task.FromResult(device.Seen.Count(frame => frame.Type == FrameTypes.Pong) >= pongs));
    }

    /// <summary>A bare polling session of a device that does nothing by itself.</summary>
    private static async Task<HttpClient> PollAsync(PlacardServer server)
    {
        var client = server.Anonymous();
        using var answer = await client.PostAsync("/core-app/v2/http-socket/session", null);
        var session = (await answer.Content.ReadFromJsonAsync(DeviceProtocolJson.Default.PollingSession))!;
        client.DefaultRequestHeaders.Add("X-Auth", $"{session.Id}:{session.Secret}");
        return client;
    }

    // A server that has read enough may hang up while the client still writes; then there is no answer to see.
    private static async Task<HttpResponseMessage?> TryTransmitAsync(HttpClient client, string text)
    {
        try
        {
            return await TransmitAsync(client, text);
        }
        catch (HttpRequestException exception) when (exception.InnerException is IOException)
        {
            return null;
        }
    }

    private static Task<HttpResponseMessage> TransmitAsync(HttpClient client, string text) =>
        client.PostAsync("/core-app/v2/http-socket/transmit-messages", new StringContent(text, Encoding.UTF8, "application/json"));
}
