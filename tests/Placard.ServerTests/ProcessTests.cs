using System.Net;
using System.Net.Sockets;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class ProcessTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Refuses_an_unknown_option_with_a_hint()
    {
        await using var run = await ServerProcess.RunAsync(["--databse", "x"]);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains("'--databse'", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean --database?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_wrong_value_in_one_line()
    {
        await using var run = await ServerProcess.RunAsync(["--urls", "here"]);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Equal("placard: --urls: \"here\" is no address such as http://localhost:8080 or http://*:8080", run.Errors.Trim());
        Assert.Empty(run.Output.Trim());
    }

    [Fact]
    public async Task Refuses_a_wrong_setting_of_a_part_in_one_line()
    {
        await using var run = await ServerProcess.RunAsync(
            ["--data", _folder.Path, "--urls", "http://127.0.0.1:0"], new Dictionary<string, string?> { ["PLACARD_QUOTA__PERMITSPERSECOND"] = "0" });

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains("Quota:PermitsPerSecond", Assert.Single(run.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls")]
    [InlineData("--content-urls")]
    public async Task Says_which_port_is_taken(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var other = option == "--urls" ? "--content-urls" : "--urls";

        await using var run = await ServerProcess.RunAsync(["--data", _folder.Path, option, address, other, "http://127.0.0.1:0"]);

        Assert.Equal(1, await run.ExitAsync());
        Assert.Equal($"placard: {option}: {address} is taken by another program; choose another port", run.Errors.Trim());
        Assert.DoesNotContain("BackgroundService", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_database_does_not_answer()
    {
        await using var run = await ServerProcess.RunAsync(
            ["--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--database", "Host=127.0.0.1;Port=1;Username=nobody;Password=hidden"]);

        Assert.Equal(1, await run.ExitAsync());
        Assert.StartsWith("placard: the database (postgresql) cannot be used: ", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.DoesNotContain("hidden", run.Errors + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_a_second_server_off_its_folder()
    {
        await using var server = await PlacardServer.StartAsync();

        await using var second = await ServerProcess.RunAsync(["--data", server.DataDirectory, "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("another server runs on", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_no_key_to_what_takes_its_output_and_ends_well_when_told_to()
    {
        var port = FreePort();
        await using var server = ServerProcess.Start(["--data", _folder.Path, "--urls", $"http://127.0.0.1:{port}", "--content-urls", "http://127.0.0.1:0"]);
        await server.ReadyAsync(new Uri($"http://127.0.0.1:{port}"));

        Assert.Equal(0, await server.TerminateAsync());

        var credentials = ServerCredentials.Read(_folder.File("credentials.env"));
        var secrets = credentials.ForEnvironment.Where(pair => pair.Key is not ("SOS_API_URL" or "SOS_ORGANIZATION_UID" or "PLACARD_USERNAME"));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret.Value, server.Output + server.Errors, StringComparison.Ordinal));
        Assert.Contains("credentials.env", server.Output, StringComparison.Ordinal);
        Assert.All(server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("{", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_all_options_and_commands_in_its_help()
    {
        await using var run = await ServerProcess.RunAsync(["--help"]);

        Assert.Equal(0, await run.ExitAsync());
        foreach (var name in new[] { "--data", "--database", "--urls", "--content-urls", "--public-url", "--content-url", "--demo", "--redis", "company", "account" })
        {
            Assert.Contains(name, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("applicationName", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
