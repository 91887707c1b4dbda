using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Placard.ApiTests;

/// <summary>Calls that tests are about the answers of.</summary>
internal static class Answers
{
    public static async Task<(HttpStatusCode Status, string Body)> CallAsync(this HttpClient client, string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient client, string method, string path, object? body = null) =>
        (await client.CallAsync(method, path, body)).Status;

    public static async Task<JsonElement> ReadAsync(this HttpClient client, string path)
    {
        var (status, body) = await client.CallAsync("GET", path);
        Assert.True(status == HttpStatusCode.OK, $"{path} answered {status}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>A field of each item of a list.</summary>
    public static async Task<IEnumerable<string?>> ListAsync(this HttpClient client, string path, string field) =>
        (await client.ReadAsync(path)).EnumerateArray().Select(item => item.GetProperty(field).ToString()).ToList();

    /// <summary>Sends what is meant to be sent at once at once.</summary>
    public static async Task<HttpStatusCode[]> AtOnceAsync(int count, Func<int, Task<HttpStatusCode>> call)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, count).Select(async index =>
        {
            await gate.Task;
            return await call(index);
        }).ToArray();
        gate.SetResult();
        return await Task.WhenAll(calls);
    }
}
