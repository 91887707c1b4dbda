using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;
using Placard.Domain.Content;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>A paired device whose front connection asked for its content, and the timings that its organization gives it.</summary>
internal sealed class Display(PairedDevice device, WireDevice front) : IAsyncDisposable
{
    private int _heard;

    public PairedDevice Device => device;

    public WireDevice Front { get; private set; } = front;

    public string Uid => device.Uid;

    /// <summary>How often it was told anything about its content.</summary>
    public int Told => Contents().Count();

    public static async Task<Display> StartAsync(PlacardServer server, bool polling = false)
    {
        var device = await PairedDevice.StartAsync(server, polling);
        var display = new Display(device, await device.OpenFrontAsync(polling));
        await display.SubscribeAsync();
        await display.IsEmptyAsync();
        return display;
    }

    public Task SubscribeAsync() => Front.SendAsync(ChannelActions.SubscribeActiveApplet, new() { ["deviceUid"] = Front.Duid });

    /// <summary>The front connection breaks and is opened anew, without asking for anything.</summary>
    public async Task ReconnectAsync(bool polling = false)
    {
        await Front.DisposeAsync();
        Front = await device.OpenFrontAsync(polling);
        _heard = 0;
    }

    /// <summary>Puts an applet on the device.</summary>
    /// <returns>Uid of the timing.</returns>
    public async Task<string> AddAsync(Applet applet, JsonObject? more = null)
    {
        var body = new JsonObject { ["deviceUid"] = device.Uid, ["appletUid"] = applet.Uid, ["appletVersion"] = "1.0.0" };
        foreach (var (name, value) in more ?? [])
        {
            body[name] = value?.DeepClone();
        }

        using var made = await device.Client.PostAsJsonAsync("/v1/timing", body);
        Assert.True(made.StatusCode == HttpStatusCode.OK, await made.Content.ReadAsStringAsync());
        return made.Headers.Location!.Segments[^1];
    }

    public async Task ChangeAsync(string timingUid, object change)
    {
        using var answer = await device.Client.PutAsJsonAsync($"/v1/timing/{timingUid}", change);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public async Task DeleteAsync(string timingUid)
    {
        using var answer = await device.Client.DeleteAsync($"/v1/timing/{timingUid}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Assigns an applet.</summary>
    /// <returns>Uid of the assignment.</returns>
    public async Task<string> AssignAsync(Applet applet, bool? active = null)
    {
        using var made = await device.Client.PostAsJsonAsync($"/v1/device/{device.Uid}/applet", new { appletUid = applet.Uid, appletVersion = "1.0.0", active });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return made.Headers.Location!.Segments[^1];
    }

    /// <summary>The next thing that it is told is what to show.</summary>
    public async Task<List<JsonElement>> NextAsync()
    {
        var told = await HearAsync();
        Assert.Equal(ChannelActions.UpdateAppletTimingsDefinition, told.GetProperty("type").GetString());
        var definitions = told.GetProperty("definitions").EnumerateArray().ToList();
        Assert.NotEmpty(definitions);
        return definitions;
    }

    /// <summary>The next thing that it is told is to show exactly these, in this order.</summary>
    public async Task ShowsAsync(params Applet[] applets) =>
        Assert.Equal(applets.Select(applet => applet.Uid), (await NextAsync()).Select(definition => definition.GetProperty("appletUid").GetString()!));

    /// <summary>In the end it shows this, whatever it was told before.</summary>
    public Task EndsWithAsync(Applet applet) => Eventually.IsTrueAsync(
        "the display was told of the applet",
        () => Task.FromResult(
            Contents().Last().TryGetProperty("definitions", out var definitions) && definitions[0].GetProperty("appletUid").GetString() == applet.Uid));

    /// <summary>The next thing that it is told is that there is nothing.</summary>
    public async Task IsEmptyAsync()
    {
        var told = await HearAsync();
        Assert.Equal(ChannelActions.LastActiveAppletMissed, told.GetProperty("type").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await device.DisposeAsync();
    }

    private IEnumerable<JsonElement> Contents() => Front.Seen
        .Where(frame => frame.Payload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty("type", out var type)
            && type.GetString() is ChannelActions.UpdateAppletTimingsDefinition or ChannelActions.LastActiveAppletMissed)
        .Select(frame => frame.Payload!.Value);

    // By what has come ever: tests that let time pass read over frames.
    private async Task<JsonElement> HearAsync()
    {
        var told = (JsonElement)await Eventually.GetAsync(
            "the display was told of its content",
            () => Task.FromResult<object?>(Contents().Skip(_heard).Select(content => (object)content).FirstOrDefault()));
        _heard++;
        return told;
    }
}
