using System.Net;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class ObservabilityTests
{
    private const string Duid = "0123456789abcdef0123456789abcdef0123456789abcdef01234";
    private const string Password = "hunter2hunter2";
    private const string Telling = $"/configuration/{Duid}?password={Password}";

    [Fact]
    public async Task Metrics_answer_this_machine()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.Anonymous();
        await client.GetAsync("/ping");

        var metrics = await client.GetStringAsync("/metrics");

        Assert.Contains("http_server_request_duration", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Credentials.OrganizationUid, metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    [InlineData("Via")]
    public async Task Metrics_refuse_what_a_proxy_on_this_machine_brings(string header)
    {
        await using var server = await PlacardServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(header, "203.0.113.1");

        Assert.Equal(HttpStatusCode.NotFound, (await server.Anonymous().SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Metrics_answer_everyone_when_configured()
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Settings = new Dictionary<string, string?> { ["Metrics:Public"] = "true" } });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.1");

        Assert.Equal(HttpStatusCode.OK, (await server.Anonymous().SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Logs_name_the_route_and_neither_path_nor_query()
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Settings = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Debug",
                ["Logging:LogLevel:Placard"] = "Debug",
            },
        });

        await server.Anonymous().GetAsync(Telling);
        await server.StopAsync();

        Assert.Contains(server.Logs.Lines, line => line.Message.StartsWith("GET /configuration/{duid} ", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Logs.Lines, line => IsTelling(line.ToString()));
    }

    [Fact]
    public async Task Traces_name_the_route_and_neither_path_nor_query()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Environment = collector.Environment });

        await server.Anonymous().GetAsync(Telling);
        await server.StopAsync();

        Assert.Contains("GET /configuration/{duid}", collector.Traces, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Metrics, StringComparison.Ordinal);
        Assert.False(IsTelling(collector.Traces));
        Assert.False(IsTelling(collector.Metrics));
    }

    private static bool IsTelling(string text) => text.Contains(Duid, StringComparison.Ordinal) || text.Contains(Password, StringComparison.Ordinal);
}
