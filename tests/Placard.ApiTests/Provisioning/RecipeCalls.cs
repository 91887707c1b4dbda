using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Placard.ApiTests.Provisioning;

/// <summary>What clients do with recipes, call by call.</summary>
internal static class RecipeCalls
{
    public const string Path = "/v1/bulk-provisioning/recipe";

    public static async Task<string> CreateRecipeAsync(this HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync(Path, body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.Segments[^1];
    }

    public static async Task<JsonElement> RecipeAsync(this HttpClient client, string uid) => await JsonAsync(client, $"{Path}/{uid}");

    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(path));
        return json.RootElement.Clone();
    }

    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient client, byte[] csv, string path = $"{Path}/csv", string type = "text/csv")
    {
        using var content = new ByteArrayContent(csv);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await client.PostAsync(path, content);
    }

    public static Task<HttpResponseMessage> UploadAsync(this HttpClient client, string csv, string path = $"{Path}/csv", string type = "text/csv") =>
        client.UploadAsync(Encoding.UTF8.GetBytes(csv), path, type);

    public static async Task RefusedAsync(this Task<HttpResponseMessage> call, HttpStatusCode status, params string[] parts)
    {
        using var answer = await call;
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {body}");
        Assert.All(parts, part => Assert.Contains(part, body, StringComparison.Ordinal));
    }
}
