using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Xunit;

namespace Placard.UnitTests;

/// <summary>What device settings accept, store and send.</summary>
public sealed class SettingValueTests
{
    private static readonly DeviceActionCatalogue Catalogue = new();

    [Theory]
    [InlineData("\"2018-09-09T09:09:34.001\"", 1536476974001)]
    [InlineData("\"2018-09-09T09:09:34\"", 1536476974000)]
    [InlineData("\"2018-09-09T09:09:34.5\"", 1536476974500)]
    [InlineData("\"2018-09-09T09:09\"", 1536476940000)]
    [InlineData("\"2018-09-09T:09:09\"", 1536476940000)]
    [InlineData("\"2018-09-09 09:09:34.001\"", 1536476974001)]
    [InlineData("\"2018-09-09 09:09:34\"", 1536476974000)]
    [InlineData("\"1616140800000\"", 1616140800000)]
    [InlineData("1616140800000", 1616140800000)]
    [InlineData("1616140800000.4", 1616140800000)]
    [InlineData("\"2026-03-29T02:30:00\"", 1774746000000)]
    [InlineData("\"2026-10-25T02:30:00\"", 1792888200000)]
    public void A_time_is_read_in_all_its_forms_as_an_instant(string time, long timestamp)
    {
        var value = Read("UPDATE_TIME", $$"""{"time":{{time}},"timezone":"Europe/Prague"}""");

        Assert.Equal(timestamp, value.GetProperty("timestamp").GetInt64());
    }

    [Theory]
    [InlineData("UPDATE_TIME", """{"time":"2018-09-09T09:09:34Z","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"2018-09-09T09:09:34+02:00","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"2018-09-09T09:09:34.001+02:00","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"2018-02-30T09:09:34","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"yesterday","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":-1,"timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":1e300,"timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"0001-01-01T00:00:00","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"9999-12-31T23:59:59","timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":true,"timezone":"Europe/Prague"}""", "time")]
    [InlineData("UPDATE_TIME", """{"time":"2018-09-09T09:09:34"}""", "timezone")]
    [InlineData("UPDATE_TIME", """{"timezone":"Mars/Olympus"}""", "timezone")]
    [InlineData("UPDATE_TIME", """{"timezone":"Central Europe Standard Time"}""", "timezone")]
    [InlineData("UPDATE_TIME", """{"timezone":7}""", "timezone")]
    [InlineData("UPDATE_TIME", """{"ntpServer":"no host"}""", "ntpServer")]
    [InlineData("UPDATE_TIME", "{}", "time")]
    [InlineData("RESIZE", """{"resolution":"FULL_HD"}""", "orientation")]
    [InlineData("RESIZE", """{"orientation":"UPSIDE_DOWN"}""", "orientation")]
    [InlineData("RESIZE", """{"orientation":"portrait"}""", "orientation")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","resolution":"4K"}""", "resolution")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","resolution":"FULL_HD","size":{"width":1,"height":1}}""", "resolution")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","size":{"width":1920}}""", "size.height")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","size":{"width":0,"height":1080}}""", "size.width")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","size":{"width":"wide","height":1080}}""", "size.width")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","size":"big"}""", "size")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","framerate":60}""", "framerate")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","size":{"width":1,"height":1},"framerate":0}""", "framerate")]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT","videoOrientation":"PORTRAIT"}""", "videoOrientation")]
    [InlineData("SET_TIMER", """{"timeOn":"08:00:00"}""", "type")]
    [InlineData("SET_TIMER", """{"type":"TIMER_8"}""", "type")]
    [InlineData("SET_TIMER", """{"type":"TIMER_1","timeOn":"8:00","weekdays":["mon"]}""", "timeOn")]
    [InlineData("SET_TIMER", """{"type":"TIMER_1","timeOff":"24:00:00","weekdays":["mon"]}""", "timeOff")]
    [InlineData("SET_TIMER", """{"type":"TIMER_1","timeOff":"20:00:00","weekdays":["mon","someday"]}""", "weekdays[1]")]
    [InlineData("SET_TIMER", """{"type":"TIMER_1","timeOff":"20:00:00","weekdays":"mon"}""", "weekdays")]
    [InlineData("SET_TIMER", """{"type":"TIMER_1","timeOff":"20:00:00","weekdays":[null]}""", "weekdays[0]")]
    [InlineData("SET_TIMER", """{"type":"TIMER_1","timeOff":"20:00:00"}""", "weekdays")]
    [InlineData("SET_TIMER", """{"type":"TIMER_1","timeOff":"20:00:00","weekdays":["mon"],"volume":101}""", "volume")]
    [InlineData("SET_SCHEDULED_POWER_ACTION", """{"weekdays":["MONDAY"],"time":"08:00:00"}""", "powerAction")]
    [InlineData("SET_SCHEDULED_POWER_ACTION", """{"powerAction":"FILE_SYSTEM_WIPEOUT","weekdays":["MONDAY"],"time":"08:00:00"}""", "powerAction")]
    [InlineData("SET_SCHEDULED_POWER_ACTION", """{"powerAction":"BACKUP_RESTART","weekdays":["MONDAY"],"time":"08:00:00"}""", "powerAction")]
    [InlineData("SET_SCHEDULED_POWER_ACTION", """{"powerAction":"APP_RESTART","weekdays":[],"time":"08:00:00"}""", "weekdays")]
    [InlineData("SET_SCHEDULED_POWER_ACTION", """{"powerAction":"APP_RESTART","weekdays":["DOOMSDAY"],"time":"08:00:00"}""", "weekdays[0]")]
    [InlineData("SET_SCHEDULED_POWER_ACTION", """{"powerAction":"APP_RESTART","weekdays":["MONDAY"],"time":"08:00"}""", "time")]
    [InlineData("SET_SCHEDULED_POWER_ACTION", """{"powerAction":"APP_RESTART","weekdays":["MONDAY"]}""", "time")]
    [InlineData("SET_AUTO_RECOVERY", "{}", "enabled")]
    [InlineData("SET_AUTO_RECOVERY", """{"enabled":true}""", "healthcheckIntervalMs")]
    [InlineData("SET_AUTO_RECOVERY", """{"enabled":true,"healthcheckIntervalMs":29999}""", "healthcheckIntervalMs")]
    [InlineData("SET_AUTO_RECOVERY", """{"enabled":false,"autoEnableTimeoutMs":29999}""", "autoEnableTimeoutMs")]
    [InlineData("SET_PEER_RECOVERY", "{}", "enabled")]
    [InlineData("SET_PEER_RECOVERY", """{"enabled":true}""", "urlLauncherAddress")]
    [InlineData("SET_PEER_RECOVERY", """{"enabled":true,"urlLauncherAddress":""}""", "urlLauncherAddress")]
    [InlineData("SET_PEER_RECOVERY", """{"enabled":false,"autoEnableTimeoutMs":1}""", "autoEnableTimeoutMs")]
    [InlineData("SET_EXTENDED_MANAGEMENT", "{}", "url")]
    [InlineData("SET_EXTENDED_MANAGEMENT", """{"url":7}""", "url")]
    [InlineData("SET_EXTENDED_MANAGEMENT", """{"url":"a\tb"}""", "url")]
    [InlineData("SET_VPN", "{}", "enable")]
    [InlineData("SET_VPN", """{"enable":"perhaps"}""", "enable")]
    [InlineData("SET_SCREEN_CAPTURE", """{"enabled":true}""", "enable")]
    [InlineData("SET_SECURITY", """{"usbEnabled":"perhaps"}""", "usbEnabled")]
    [InlineData("TELEMETRY_INTERVALS", """{"battery":0}""", "battery")]
    [InlineData("TELEMETRY_INTERVALS", """{"battery":2098800001}""", "battery")]
    [InlineData("TELEMETRY_INTERVALS", """{"battery":"often"}""", "battery")]
    [InlineData("CANCEL_SCHEDULED_POWER_ACTION", "{}", "scheduledPowerActionUid")]
    public void What_is_wrong_is_named(string type, string body, string field)
    {
        var errors = new ValueErrors();

        var value = Catalogue.Kind(type).Read(JsonNode.Parse(body)!.AsObject(), errors);

        Assert.Null(value);
        Assert.Contains(errors.Errors, error => error.Field == field);
    }

    [Theory]
    [InlineData("RESIZE", """{"orientation":"AUTO"}""", """{"orientation":"AUTO","resolution":null,"videoOrientation":null,"size":null,"framerate":null}""")]
    [InlineData(
        "RESIZE",
        """{"orientation":"PORTRAIT","resolution":"HD_READY","framerate":60,"videoOrientation":"LANDSCAPE_FLIPPED"}""",
        """{"orientation":"PORTRAIT","resolution":"HD_READY","videoOrientation":"LANDSCAPE_FLIPPED","size":{"width":1280,"height":720},"framerate":null}""")]
    [InlineData(
        "RESIZE",
        """{"orientation":"LANDSCAPE","size":{"width":"1920","height":"1080"},"framerate":"59.94"}""",
        """{"orientation":"LANDSCAPE","resolution":null,"videoOrientation":null,"size":{"width":1920,"height":1080},"framerate":59.94}""")]
    [InlineData("UPDATE_TIME", """{"timezone":"Asia/Tokyo"}""", """{"timestamp":null,"timezone":"Asia/Tokyo","ntpServer":null}""")]
    [InlineData("UPDATE_TIME", """{"ntpServer":"pool.ntp.org"}""", """{"timestamp":null,"timezone":null,"ntpServer":"pool.ntp.org"}""")]
    [InlineData(
        "SET_TIMER",
        """{"type":"TIMER_1","timeOn":"NULL","timeOff":"","volume":"5"}""",
        """{"type":"TIMER_1","level":"NATIVE","timeOn":null,"timeOff":null,"weekdays":[],"volume":5}""")]
    [InlineData(
        "SET_PROPRIETARY_TIMER",
        """{"type":"TIMER_7","timeOff":"20:00:00","weekdays":["mon","sun","mon"]}""",
        """{"type":"TIMER_7","level":"PROPRIETARY","timeOn":null,"timeOff":"20:00:00","weekdays":["mon","sun"],"volume":null}""")]
    [InlineData(
        "SET_SCHEDULED_POWER_ACTION",
        """{"powerAction":"APP_RESTART","weekdays":["MONDAY","sun"],"time":"08:00:00"}""",
        """{"powerAction":"APP_RESTART","weekdays":["MONDAY","SUNDAY"],"time":"08:00:00"}""")]
    [InlineData("SET_AUTO_RECOVERY", """{"enabled":true,"healthcheckIntervalMs":30000,"autoEnableTimeoutMs":30000}""", """{"enabled":true,"healthcheckIntervalMs":30000}""")]
    [InlineData("SET_AUTO_RECOVERY", """{"enabled":"false","healthcheckIntervalMs":1}""", """{"enabled":false}""")]
    [InlineData("SET_PEER_RECOVERY", """{"enabled":true,"urlLauncherAddress":"http://10.0.0.5:8080","autoEnableTimeoutMs":1}""", """{"enabled":true,"urlLauncherAddress":"http://10.0.0.5:8080"}""")]
    [InlineData("SET_PEER_RECOVERY", """{"enabled":false,"autoEnableTimeoutMs":60000}""", """{"enabled":false,"autoEnableTimeoutMs":60000}""")]
    [InlineData("SET_EXTENDED_MANAGEMENT", """{"url":"https::/example.com"}""", """{"url":"https::/example.com"}""")]
    [InlineData("SET_EXTENDED_MANAGEMENT", """{"url":null}""", """{"url":null}""")]
    [InlineData("SET_VPN", """{"enable":"1"}""", """{"enabled":true}""")]
    [InlineData("SET_SECURITY", """{"usbEnabled":false,"wifiEnabled":null}""", """{"usbEnabled":false,"wifiEnabled":null}""")]
    [InlineData("SET_SCREEN_CAPTURE", """{"enable":false}""", """{"enabled":false}""")]
    [InlineData("TELEMETRY_INTERVALS", """{"battery":"3600000","volume":null}""", """{"volume":null,"battery":3600000}""")]
    public void What_is_right_is_stored_in_one_spelling(string type, string body, string stored) =>
        Assert.True(
            JsonElement.DeepEquals(JsonDocument.Parse(stored).RootElement, Read(type, body)),
            Read(type, body).GetRawText());

    [Theory]
    [InlineData("SET_TIMER", """{"type":"TIMER_1"}""", "[]", true)]
    [InlineData("SET_TIMER", """{"type":"TIMER_1"}""", """[{"type":"TIMER_1"}]""", false)]
    [InlineData("SET_TIMER", """{"type":"TIMER_1"}""", "{}", false)]
    [InlineData(
        "SET_TIMER",
        """{"type":"TIMER_1","timeOn":"08:00:00","weekdays":["mon"]}""",
        """[{"type":"TIMER_1","timeOn":"08:00:00","timeOff":null,"weekdays":["MONDAY"],"volume":1}]""",
        true)]
    [InlineData(
        "SET_TIMER",
        """{"type":"TIMER_1","timeOn":"08:00:00","weekdays":["mon"]}""",
        """[{"type":"TIMER_1","timeOn":"08:00:00","timeOff":null,"weekdays":["MONDAY","FRIDAY"],"volume":1}]""",
        false)]
    [InlineData(
        "SET_SCHEDULED_POWER_ACTION",
        """{"powerAction":"APP_RESTART","weekdays":["MONDAY"],"time":"08:00:00"}""",
        """[{"uid":"u","powerType":"APP_RESTART","weekdays":["MONDAY"],"time":"08:00:00"}]""",
        true)]
    [InlineData("CANCEL_SCHEDULED_POWER_ACTION", """{"scheduledPowerActionUid":"u"}""", """[{"uid":"u"}]""", false)]
    [InlineData("CANCEL_SCHEDULED_POWER_ACTION", """{"scheduledPowerActionUid":"u"}""", """[{"uid":"v"}]""", true)]
    [InlineData("UPDATE_TIME", """{"timezone":"Asia/Tokyo"}""", """{"timezone":"Asia/Tokyo","ntpServer":"x"}""", true)]
    [InlineData("UPDATE_TIME", """{"timezone":"Asia/Tokyo","ntpServer":"y"}""", """{"timezone":"Asia/Tokyo","ntpServer":"x"}""", false)]
    [InlineData("SET_AUTO_RECOVERY", """{"enabled":true,"healthcheckIntervalMs":30000}""", """{"enabled":true,"healthcheckIntervalMs":30000}""", true)]
    [InlineData("SET_AUTO_RECOVERY", """{"enabled":false}""", """{"enabled":true,"healthcheckIntervalMs":30000}""", false)]
    [InlineData("SET_PEER_RECOVERY", """{"enabled":false}""", """{"enabled":false}""", true)]
    [InlineData("SET_EXTENDED_MANAGEMENT", """{"url":null}""", """{"url":null}""", true)]
    [InlineData("SET_EXTENDED_MANAGEMENT", """{"url":"https://rm.example"}""", """{"url":"https://rm.example/"}""", true)]
    [InlineData("SET_EXTENDED_MANAGEMENT", """{"url":"https::/x"}""", """{"url":null}""", false)]
    [InlineData("RESIZE", """{"orientation":"PORTRAIT"}""", """{"orientation":"LANDSCAPE"}""", false)]
    public void Telemetry_proves_a_setting_or_not(string type, string body, string telemetry, bool proved) =>
        Assert.Equal(proved, Catalogue.Kind(type).IsProvedBy(Read(type, body), JsonDocument.Parse(telemetry).RootElement));

    [Fact]
    public void A_map_of_intervals_is_whole_once_something_was_set()
    {
        var telemetry = new TelemetryCatalogue();

        var map = telemetry.Intervals(new Dictionary<string, long> { ["battery"] = 1, ["default"] = 2 });

        Assert.Equal(1, map["battery"]);
        Assert.Equal(2, map["default"]);
        Assert.Equal(2, map["proxy"]);
        Assert.Equal(600_000, map["volume"]);
        Assert.Equal(0, map["applicationVersion"]);
        Assert.Equal(360_000, map["screenshots"]);
        Assert.Equal(60_000, map["policy"]);
        Assert.Empty(telemetry.DefaultIntervals.Keys.Except(map.Keys));
        Assert.Empty(Catalogue.Kind<TelemetryIntervals>().Fields.Except(map.Keys));
    }

    private static JsonElement Read(string type, string body)
    {
        var errors = new ValueErrors();
        var value = Catalogue.Kind(type).Read(JsonNode.Parse(body)!.AsObject(), errors);
        Assert.Empty(errors.Errors);
        return value!.Value;
    }
}
