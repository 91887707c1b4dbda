using System.Text.Json;

namespace Placard.DeviceEmulation.Content;

/// <summary>Loads what applets consist of, as a display does, and throws it away: what is measured is the server.</summary>
internal static class AppletDownload
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Loads each applet that this device has not loaded yet.</summary>
    public static async Task RunAsync(EmulatedDevice device, IEnumerable<JsonElement> definitions, CancellationToken cancellation)
    {
        foreach (var path in definitions.Select(Path).Distinct())
        {
            if (device.State.LoadedApplets.Contains(path))
            {
                continue;
            }

            try
            {
                var bytes = await LoadAsync(device, path, cancellation);
                device.State.LoadedApplets = device.State.LoadedApplets.Add(path);
                device.Runtime.Counters.Add(Count.AppletsLoaded);
                device.Runtime.Counters.Add(Count.AppletBytes, bytes);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                device.Runtime.Counters.Add(Count.AppletLoadsFailed);
            }
        }
    }

    private static string Path(JsonElement definition)
    {
        var postfix = Text(definition, "appletVersionPostfix");
        var folder = $"applet/{Text(definition, "appletUid")}/{Text(definition, "appletVersion")}{(postfix is null ? "" : $"-{postfix}")}";
        var isPackage = definition.TryGetProperty("isPackage", out var package) && package.ValueKind == JsonValueKind.True;
        return $"{folder}/{(isPackage ? ".package.zip" : "index.html")}";
    }

    private static string? Text(JsonElement definition, string name) =>
        definition.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static async Task<long> LoadAsync(EmulatedDevice device, string path, CancellationToken cancellation)
    {
        var configuration = device.Configuration ?? throw new HttpRequestException("The device has no configuration yet.");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        using var answer = await device.Http.GetAsync(new Uri($"{configuration.StaticBaseUrl.TrimEnd('/')}/{path}"), HttpCompletionOption.ResponseHeadersRead, timeout.Token);
        answer.EnsureSuccessStatusCode();
        await using var content = await answer.Content.ReadAsStreamAsync(timeout.Token);
        var (buffer, bytes) = (new byte[64 * 1024], 0L);
        while (await content.ReadAsync(buffer, timeout.Token) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }
}
