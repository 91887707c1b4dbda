using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed partial class DocsTests
{
    [Fact]
    public async Task Describe_the_api_as_the_committed_document_does()
    {
        await using var server = await PlacardServer.StartAsync();
        var served = JsonNode.Parse(await server.Anonymous().GetStringAsync("/openapi/v1.json"))!.AsObject();
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository(), "api", "openapi.json")))!.AsObject();

        // Only a server that runs knows its address.
        served.Remove("servers");
        committed.Remove("servers");

        Assert.True(JsonNode.DeepEquals(committed, served), "Run scripts/generate-openapi and commit api/openapi.json.");
        Assert.StartsWith("3.1", (string?)served["openapi"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs/")]
    public async Task Load_everything_from_their_own_origin(string page)
    {
        await using var server = await PlacardServer.StartAsync();
        var answer = await server.Anonymous().GetAsync(page);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotMatch(ForeignReference(), html);
        Assert.Contains("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("http:", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs/scalar.js", "text/javascript")]
    [InlineData("/start.css", "text/css")]
    [InlineData("/start.js", "text/javascript")]
    public async Task Have_their_files(string path, string type)
    {
        await using var server = await PlacardServer.StartAsync();
        var answer = await server.Anonymous().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Placard.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder;
    }

    [GeneratedRegex("(src|href)=\"(https?:)?//", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ForeignReference();
}
