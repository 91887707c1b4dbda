using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>What tests about applets on devices share.</summary>
internal static class AppletWire
{
    public const string Dispatch = "Applet.DispatchCommandToApplet";
    public const string Connect = "Device.Connect.ConnectDevice";
    public const string Disconnect = "Device.Connect.DisconnectDevice";

    /// <summary>What a front part that can do all of it listens to.</summary>
    public static IReadOnlyList<string> Actions { get; } = [.. SoftwareWire.Actions, Dispatch, Connect, Disconnect];

    public static Task<WireDevice> OpenFrontAsync(this PlacardServer server, string duid, bool polling = false) =>
        WireDevice.LogInAsync(server, duid, ConnectionNames.Front, polling, Actions);

    /// <summary>Sends a command to an applet over REST.</summary>
    /// <returns>Its uid.</returns>
    public static async Task<string> SendCommandAsync(this PairedDevice device, string appletUid, string type, int number = 0)
    {
        using var answer = await device.Client.PostAsJsonAsync($"/v1/device/{device.Uid}/applet/{appletUid}/command", new { command = new { type, number } });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("""{"message":"OK"}""", await answer.Content.ReadAsStringAsync());
        var location = answer.Headers.Location!;
        Assert.True(location.IsAbsoluteUri);
        var uid = location.Segments[^1];
        Assert.Equal($"/v1/device/{device.Uid}/applet/{appletUid}/command/{uid}", location.PathAndQuery);
        return uid;
    }

    /// <summary>The fields of a command from an applet.</summary>
    public static JsonObject Command(string appletUid, string type, int number = 0, DateTime? dispatchedAt = null)
    {
        var fields = new JsonObject
        {
            ["appletUid"] = appletUid,
            ["timingChecksum"] = "9b1fd2047e",
            ["command"] = new JsonObject { ["type"] = type, ["number"] = number },
        };
        if (dispatchedAt is { } at)
        {
            fields["__offline"] = true;
            fields["__dispatchedAt"] = Domain.Clock.ToContract(at);
        }

        return fields;
    }

    public static Task DispatchAsync(this WireDevice front, string appletUid, string type, int number = 0, DateTime? dispatchedAt = null) =>
        front.ReportAsync(ChannelActions.ActiveAppletDispatchCommand, Command(appletUid, type, number, dispatchedAt));

    /// <summary>Uploads a file of commands that were collected offline.</summary>
    public static async Task<string> UploadAsync(this PlacardServer server, string duid, params JsonObject[] commands)
    {
        var lines = commands.Select(command =>
        {
            command["type"] = ChannelActions.ActiveAppletDispatchCommand;
            return command.ToJsonString();
        });
        using var configuration = JsonDocument.Parse(await server.Anonymous().GetStringAsync($"/configuration/{duid}"));
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n{\"type\":\"Applet.Act"));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { file, "file", "file" } };
        var prefix = $"offline-actions/{ChannelActions.ActiveAppletDispatchCommand}/{duid}/";
        using var answer = await server.Anonymous().PostAsync($"{configuration.RootElement.GetProperty("uploadBaseUrl").GetString()}/upload/file?prefix={prefix}", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public static IEnumerable<string> Types(this JsonElement list) =>
        list.EnumerateArray().Select(command => command.GetProperty("command").GetProperty("type").GetString()!);

    public static IEnumerable<int> Numbers(this JsonElement list) =>
        list.EnumerateArray().Select(command => command.GetProperty("command").GetProperty("number").GetInt32());
}
