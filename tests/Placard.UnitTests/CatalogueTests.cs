using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Xunit;

namespace Placard.UnitTests;

public sealed class CatalogueTests
{
    private static readonly DeviceActionCatalogue Catalogue = new();
    private static readonly TelemetryCatalogue Telemetry = new();

    [Fact]
    public void Kinds_have_names_and_routes_of_their_own()
    {
        Assert.Equal(Catalogue.Kinds.Count, Catalogue.Kinds.Select(kind => kind.ActionType).Distinct().Count());
        var routes = Catalogue.Kinds.Select(kind => kind.Route?.Path).OfType<string>().ToArray();
        Assert.Equal(routes.Length, routes.Distinct().Count());
        Assert.Equal(Telemetry.Kinds.Count, Telemetry.Kinds.Select(kind => kind.Type).Distinct().Count());
    }

    [Fact]
    public void Each_reply_finds_its_kind()
    {
        foreach (var kind in Catalogue.Kinds)
        {
            Assert.All(kind.Replies, reply => Assert.Contains((kind, reply), Catalogue.FindReplies(reply.Type)));
        }
    }

    [Fact]
    public void What_proves_a_kind_is_a_known_telemetry() =>
        Assert.All(Catalogue.Kinds.Where(kind => kind.Telemetry is not null), kind => Assert.NotNull(Telemetry.Find(kind.Telemetry!)));

    [Fact]
    public void Known_telemetry_types_are_acceptable_ones() =>
        Assert.All(Telemetry.Kinds, kind => Assert.True(TelemetryKind.IsAcceptableType(kind.Type)));

    [Theory]
    [InlineData("volume")]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("1A")]
    [InlineData("A-B")]
    public void Other_names_are_no_telemetry_types(string name) => Assert.False(TelemetryKind.IsAcceptableType(name));

    [Theory]
    [InlineData("""{"volume":50}""", 50)]
    [InlineData("""{"volume":"50"}""", 50)]
    [InlineData("""{"volume":49.6}""", 50)]
    [InlineData("""{"volume":"49.4"}""", 49)]
    [InlineData("""{"volume":0,"unknown":1}""", 0)]
    public void A_volume_is_read_as_clients_write_it(string body, int volume) =>
        Assert.Equal(volume, Read<SetVolume>(body).Value!.Value.GetProperty("volume").GetInt32());

    [Theory]
    [InlineData("SET_VOLUME", "{}", "volume")]
    [InlineData("SET_VOLUME", """{"volume":null}""", "volume")]
    [InlineData("SET_VOLUME", """{"volume":101}""", "volume")]
    [InlineData("SET_VOLUME", """{"volume":-1}""", "volume")]
    [InlineData("SET_VOLUME", """{"volume":"loud"}""", "volume")]
    [InlineData("SET_VOLUME", """{"volume":true}""", "volume")]
    [InlineData("SET_VOLUME", """{"volume":1e300}""", "volume")]
    [InlineData("SET_VOLUME", """{"volume":[1]}""", "volume")]
    [InlineData("SET_BRIGHTNESS", """{"brightness1":1,"brightness2":500}""", "brightness2")]
    [InlineData("SET_BRIGHTNESS", """{"brightness1":1,"timeFrom2":"24:00:00"}""", "timeFrom2")]
    [InlineData("SET_BRIGHTNESS", """{"brightness1":1,"timeFrom1":7}""", "timeFrom1")]
    [InlineData("SET_REMOTE_CONTROL", "{}", "locked")]
    [InlineData("SET_REMOTE_CONTROL", """{"locked":"maybe"}""", "locked")]
    [InlineData("SET_DEBUG", """{"appletEnabled":true}""", "nativeEnabled")]
    [InlineData("POWER_ACTION", """{"devicePowerAction":"EXPLODE"}""", "devicePowerAction")]
    [InlineData("POWER_ACTION", """{"devicePowerAction":"FILE_SYSTEM_WIPEOUT"}""", "devicePowerAction")]
    [InlineData("POWER_ACTION", """{"devicePowerAction":4}""", "devicePowerAction")]
    [InlineData("UPDATE_NAME", """{"name":""}""", "name")]
    [InlineData("UPDATE_NAME", """{"name":"a\tb"}""", "name")]
    [InlineData("UPDATE_CONFIGURATION", """{"connectionMethod":"ws"}""", "connectionMethod")]
    [InlineData("UPDATE_CONFIGURATION", """{"platformUri":"ftp://x"}""", "platformUri")]
    public void What_is_wrong_is_named(string type, string body, string field)
    {
        var errors = new ValueErrors();

        var value = Catalogue.Kind(type).Read(JsonNode.Parse(body)!.AsObject(), errors);

        Assert.Null(value);
        Assert.Contains(errors.Errors, error => error.Field == field);
    }

    [Theory]
    [InlineData("""{"locked":true}""", true)]
    [InlineData("""{"kiosk":"1"}""", true)]
    [InlineData("""{"enabled":true}""", false)]
    [InlineData("""{"locked":false,"kiosk":true,"enabled":false}""", false)]
    [InlineData("""{"kiosk":true,"enabled":true}""", true)]
    public void Remote_control_has_three_spellings_in_an_order(string body, bool locked)
    {
        var value = Read<SetRemoteControl>(body).Value!.Value;

        Assert.Equal((locked, locked, !locked), (value.GetProperty("locked").GetBoolean(), value.GetProperty("kiosk").GetBoolean(), value.GetProperty("enabled").GetBoolean()));
    }

    [Theory]
    [InlineData("APPLET_REFRESH", "front", 3)]
    [InlineData("APPLET_DISABLE", "front", 8)]
    [InlineData("SYSTEM_REBOOT", "management", 1)]
    [InlineData("DISPLAY_POWER_OFF", "management", 5)]
    [InlineData("BACKUP_RESTART", "backup", 6)]
    public void The_part_that_acts_decides_on_a_power_action(string action, string connection, int number)
    {
        var (kind, value) = Read<PerformPowerAction>($$"""{"devicePowerAction":"{{action}}"}""");

        Assert.Equal(connection, kind.DecidingConnection(value!.Value));
        var wire = kind.Encode("u1", value.Value)!;
        Assert.Equal(("u1", number), (wire.Fields["id"]!.GetValue<string>(), wire.Fields["powerType"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"volume":30}""", true)]
    [InlineData("""{"volume":31}""", false)]
    [InlineData("{}", false)]
    [InlineData("""{"volume":"?"}""", false)]
    public void Telemetry_proves_a_volume_or_not(string telemetry, bool proved)
    {
        var (kind, value) = Read<SetVolume>("""{"volume":30}""");
        using var json = JsonDocument.Parse(telemetry);

        Assert.Equal(proved, kind.IsProvedBy(value!.Value, json.RootElement));
    }

    private static (DeviceActionKind Kind, JsonElement? Value) Read<T>(string body)
        where T : DeviceActionKind
    {
        var errors = new ValueErrors();
        var kind = Catalogue.Kind<T>();
        var value = kind.Read(JsonNode.Parse(body)!.AsObject(), errors);
        Assert.Empty(errors.Errors);
        return (kind, value);
    }
}
