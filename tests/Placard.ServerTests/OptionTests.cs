using Microsoft.Extensions.Configuration;
using Placard.Server.Options;
using Xunit;

namespace Placard.ServerTests;

public sealed class OptionTests
{
    [Fact]
    public void Have_the_promised_defaults()
    {
        var options = Read().Options;

        Assert.Equal(Path.GetFullPath("./data"), options.DataDirectory);
        Assert.Null(options.Database);
        Assert.Equal("http://localhost:8080", Assert.Single(options.Urls).ToString());
        Assert.Equal("http://localhost:8081", Assert.Single(options.ContentUrls).ToString());
        Assert.Null(options.Demo);
        Assert.Empty(options.KnownProxies);
    }

    [Fact]
    public void Come_from_the_environment_and_the_command_line_wins()
    {
        var options = Read(
            [("Urls", "http://127.0.0.1:2")],
            [("PLACARD_URLS", "http://127.0.0.1:1"), ("PLACARD_PUBLIC_URL", "https://a.example"), ("PLACARD_CONTENTURL", "https://b.example")]).Options;

        Assert.Equal("http://127.0.0.1:2", options.Urls[0].ToString());
        Assert.Equal(new Uri("https://a.example"), options.PublicUrl);
        Assert.Equal(new Uri("https://b.example"), options.ContentUrl);
    }

    [Fact]
    public void Go_down_a_level_with_two_underscores()
    {
        var settings = Read([], [("PLACARD_QUOTA__PERMITSPERSECOND", "7"), ("PLACARD_FORWARDEDHEADERS__KNOWNPROXIES", "10.0.0.1, 10.1.0.0/16")]);

        Assert.Equal("7", settings.Configuration["Quota:PermitsPerSecond"]);
        Assert.Equal(["10.0.0.1/32", "10.1.0.0/16"], settings.Options.KnownProxies.Select(proxy => proxy.ToString()));
    }

    [Theory]
    [InlineData("PLACARD_Commands__AnswerTimeouts__SET_VOLUME", "Commands:AnswerTimeouts:SET_VOLUME")]
    [InlineData("PLACARD_COMMANDS__UNSENT_LIFETIMES__POWER_ACTION", "Commands:UnsentLifetimes:POWER_ACTION")]
    public void Keep_the_underscores_of_action_types(string variable, string key) =>
        Assert.Equal("00:00:07", Read([], [(variable, "00:00:07")]).Configuration[key]);

    [Fact]
    public void Keep_the_master_key_out_of_the_configuration()
    {
        var key = new string('a', 64);
        var settings = Read([], [("PLACARD_MASTER_KEY", key)]);

        Assert.NotNull(settings.MasterKey);
        Assert.DoesNotContain(ConfigurationExtensions.AsEnumerable(settings.Configuration), pair => pair.Value == key);
    }

    [Fact]
    public void Take_the_master_key_from_the_environment_only() =>
        Assert.Null(Read([("MasterKey", new string('a', 64))]).MasterKey);

    [Theory]
    [InlineData("Urls", "localhost", "--urls")]
    [InlineData("Urls", "ftp://localhost:1", "--urls")]
    [InlineData("Urls", "http://localhost:1/path", "--urls")]
    [InlineData("Urls", "http://signage.example.org:80", "--urls")]
    [InlineData("Urls", ";", "--urls")]
    [InlineData("Urls", "http://localhost:65535", "--content-urls")]
    [InlineData("ContentUrls", "nowhere", "--content-urls")]
    [InlineData("PublicUrl", "signage.example.org", "--public-url")]
    [InlineData("ContentUrl", "https://a.example?x=1", "--content-url")]
    [InlineData("Demo", "many", "--demo")]
    [InlineData("Demo", "-1", "--demo")]
    [InlineData("Demo", "1001", "--demo")]
    [InlineData("Redis", "localhost:6379", "--redis")]
    [InlineData("Metrics:Public", "yes", "Metrics:Public")]
    [InlineData("ForwardedHeaders:KnownProxies", "proxy", "ForwardedHeaders:KnownProxies")]
    public void Are_refused_in_one_line_that_names_the_option(string key, string value, string named)
    {
        var refusal = Assert.Throws<StartException>(() => Read([(key, value)]));

        Assert.StartsWith(named + ": ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal(StartException.BadOptions, refusal.ExitCode);
    }

    [Fact]
    public void Refuse_a_demo_that_others_could_reach() =>
        Assert.Throws<StartException>(() => Read([("Demo", "3"), ("Urls", "http://*:8080")]));

    [Fact]
    public void Refuse_one_origin_for_api_and_content() =>
        Assert.Throws<StartException>(() => Read([("PublicUrl", "https://a.example"), ("ContentUrl", "https://a.example/content")]));

    [Theory]
    [InlineData("short")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void Refuse_a_master_key_that_is_none(string key) =>
        Assert.DoesNotContain(key, Assert.Throws<StartException>(() => Read([], [("PLACARD_MASTER_KEY", key)])).Message, StringComparison.Ordinal);

    private static ServerSettings Read(IEnumerable<(string, string)>? commandLine = null, IEnumerable<(string, string)>? environment = null) =>
        ServerSettings.Read(Pairs(commandLine), new Dictionary<string, string?>(Pairs(environment)));

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(IEnumerable<(string Key, string Value)>? pairs) =>
        (pairs ?? []).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value));
}
