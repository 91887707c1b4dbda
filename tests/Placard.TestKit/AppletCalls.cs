using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Content;

namespace Placard.TestKit;

/// <summary>What clients do with applets, call by call.</summary>
public static class AppletCalls
{
    /// <summary>Makes an applet.</summary>
    /// <returns>Its uid, from where the official SDK takes it.</returns>
    public static async Task<string> CreateAppletAsync(this HttpClient client, string name = "Menu board", string? organizationUid = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var answer = await client.PostAsJsonAsync("/v1/applet", new { name, organizationUid });
        await MustSucceedAsync(answer);
        return answer.Headers.GetValues("Link").Single().TrimEnd('>').Split('/')[^1];
    }

    /// <summary>Makes a version of files.</summary>
    /// <returns>The path of the version.</returns>
    public static async Task<string> CreateVersionAsync(this HttpClient client, string appletUid, string version = "1.0.0", string entryFile = "index.html")
    {
        ArgumentNullException.ThrowIfNull(client);
        using var answer = await client.PostAsJsonAsync($"/v1/applet/{appletUid}/version/", new { version, entryFile });
        await MustSucceedAsync(answer);
        return $"/v1/applet/{appletUid}/version/{version}";
    }

    /// <summary>Asks for the right to upload a file.</summary>
    /// <returns>The request of the upload object.</returns>
    public static async Task<JsonElement> ReserveFileAsync(
        this HttpClient client, string version, string path, byte[] content, string type = "text/plain", bool build = false)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var answer = await client.PostAsJsonAsync($"{version}/file?build={(build ? 1 : 0)}", new { path, hash = Md5(content), type, name = "ignored" });
        await MustSucceedAsync(answer);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("upload").GetProperty("request").Clone();
    }

    /// <summary>Sends a file as the official SDK does, without keys.</summary>
    public static async Task<HttpResponseMessage> SendFileAsync(
        this PlacardServer server, JsonElement upload, byte[] content, Action<Dictionary<string, string>>? change = null, bool chunked = false)
    {
        ArgumentNullException.ThrowIfNull(server);
        var fields = upload.GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!);
        change?.Invoke(fields);
        using var form = Form(fields, content);
        using var request = new HttpRequestMessage(HttpMethod.Post, upload.GetProperty("url").GetString()) { Content = form };
        request.Headers.TransferEncodingChunked = chunked;
        return await server.Anonymous().SendAsync(request);
    }

    /// <summary>Both steps of an upload.</summary>
    public static async Task UploadFileAsync(this PlacardServer server, HttpClient client, string version, string path, string content, string type = "text/plain", bool build = false)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        using var answer = await server.SendFileAsync(await client.ReserveFileAsync(version, path, bytes, type, build), bytes);
        await MustSucceedAsync(answer);
    }

    /// <summary>The form of an upload: all fields, then the file.</summary>
    public static MultipartFormDataContent Form(IEnumerable<KeyValuePair<string, string>> fields, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(content), "file", "blob");
        return form;
    }

    /// <summary>Makes the server believe that the version is built as it is.</summary>
    public static Task MarkBuiltAsync(this PlacardServer server, string appletUid, string version = "1.0.0") =>
        server.ReadAsync(db => db.AcrossOrganizations<AppletVersion>()
            .Where(found => found.AppletUid == appletUid && found.Version == version)
            .ExecuteUpdateAsync(row => row.SetProperty(found => found.BuiltSince, server.Clock().GetUtcNow().UtcDateTime)));

    /// <summary>Bytes that the organization's files take up.</summary>
    public static Task<long> UsageAsync(this PlacardServer server, string? organizationUid = null)
    {
        var uid = organizationUid ?? server?.Credentials.OrganizationUid;
        return server!.ReadAsync(db => db.AcrossOrganizations<ContentUsage>().Where(usage => usage.OrganizationUid == uid).Select(usage => usage.Bytes).FirstOrDefaultAsync());
    }

    public static string Md5(byte[] content) =>
#pragma warning disable CA5351 // The contract's checksum.
        Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351

    private static async Task MustSucceedAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}", null, answer.StatusCode);
        }
    }
}
