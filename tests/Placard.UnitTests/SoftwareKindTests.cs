using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Xunit;

namespace Placard.UnitTests;

public sealed class SoftwareKindTests
{
    private static readonly DeviceActionCatalogue Catalogue = new();

    [Theory]
    [InlineData("SET_APPLICATION_VERSION", """{"applicationType":"toaster","version":"1"}""", "applicationType")]
    [InlineData("SET_APPLICATION_VERSION", """{"version":"1"}""", "applicationType")]
    [InlineData("SET_APPLICATION_VERSION", """{"applicationType":"tizen","version":".."}""", "version")]
    [InlineData("SET_FIRMWARE_VERSION", "{}", "version")]
    [InlineData("INSTALL_PACKAGE", """{"version":"1"}""", "packageName")]
    [InlineData("INSTALL_PACKAGE_FROM_URI", """{"packageUri":"file:///etc/passwd"}""", "packageUri")]
    [InlineData("INSTALL_PACKAGE_FROM_URI", """{"packageUri":7}""", "packageUri")]
    [InlineData("INSTALL_PACKAGE_FROM_URI", "{}", "packageUri")]
    [InlineData("UNINSTALL_PACKAGE", """{"applicationType":"android"}""", "packageName")]
    [InlineData("UNINSTALL_PACKAGE", """{"packageName":"a","specs":7}""", "specs")]
    [InlineData("START_PACKAGE", """{"packageName":"a","applicationType":"toaster"}""", "applicationType")]
    [InlineData("SET_TEST_SUITE", """{"tests":{}}""", "tests")]
    [InlineData("SET_INPUT_SOURCE", """{"inputSource":"hdmi9"}""", "inputSource")]
    [InlineData("SET_INPUT_SOURCE", """{"inputSource":1}""", "inputSource")]
    [InlineData("SET_DISPLAY_BACKLIGHT", """{"backlight":101}""", "backlight")]
    [InlineData("SET_DISPLAY_CONTRAST", """{"contrast":-1}""", "contrast")]
    [InlineData("SET_DISPLAY_SHARPNESS", "{}", "sharpness")]
    [InlineData("SET_DISPLAY_TEMPERATURE_CONTROL", """{"maxTemperature":"hot"}""", "maxTemperature")]
    [InlineData("SET_POWER_STATUS", """{"turnedOn":"maybe"}""", "turnedOn")]
    [InlineData("SET_REMOTE_DESKTOP", """{"enabled":true,"remoteDesktopUri":"javascript:1"}""", "remoteDesktopUri")]
    [InlineData("SET_REMOTE_DESKTOP", "{}", "enabled")]
    [InlineData("ENABLE_EXTENDED_TELEMETRY", """{"duration":0}""", "duration")]
    public void What_is_wrong_is_named(string type, string body, string field)
    {
        var errors = new ValueErrors();

        var value = Catalogue.Kind(type).Read(JsonNode.Parse(body)!.AsObject(), errors);

        Assert.Null(value);
        Assert.Contains(errors.Errors, error => error.Field == field);
    }

    [Fact]
    public void A_suite_of_tests_goes_step_by_step()
    {
        var kind = Catalogue.Kind<SetTestSuite>();
        using var value = JsonDocument.Parse("""{"tests":["display","VIDEO"]}""");
        using var display = JsonDocument.Parse("""{"identifier":"display","result":{"total":1}}""");
        using var video = JsonDocument.Parse("""{"identifier":"video"}""");
        var (succeeded, failed) = (kind.Replies[0], kind.Replies[1]);

        var first = kind.Advance(value.RootElement, null, succeeded, display.RootElement)!;
        var again = kind.Advance(value.RootElement, first.Result, failed, display.RootElement);
        var second = kind.Advance(value.RootElement, first.Result, failed, video.RootElement)!;

        Assert.Null(first.End);
        Assert.Null(again);
        Assert.Equal((ReplyOutcome.Failed, "Failed: VIDEO."), (second.End!.Value, second.FailMessage));
        var report = kind.Report(value.RootElement, first.Result, TestOutcome.Failed);
        Assert.Equal((0, "display", "VIDEO"), (report.Pending.Count, Assert.Single(report.Successful), Assert.Single(report.Failed)));
    }

    [Fact]
    public void Only_kinds_that_are_copied_take_answers_of_either_connection() =>
        Assert.All(Catalogue.Kinds.Where(kind => kind.EitherConnectionAnswers), kind => Assert.True(kind.CopiedToOtherConnection));

    [Fact]
    public void What_is_sent_once_and_has_no_success_among_its_replies_has_another_way_to_succeed() =>
        Assert.All(
            Catalogue.Kinds.Where(kind => kind.Replies.Count > 0 && kind.Replies.All(reply => reply.Outcome != ReplyOutcome.Succeeded)),
            kind => Assert.True(kind.ProvingTelemetry.Count > 0 || kind.Replies.Any(reply => reply.Outcome == ReplyOutcome.Progress)));

    [Theory]
    [InlineData("""{"version":"FW-2"}""", true)]
    [InlineData("""{"version":"fw-2"}""", false)]
    [InlineData("""{"version":7}""", false)]
    [InlineData("""{"version":"\ud800"}""", false)]
    [InlineData("[]", false)]
    public void Telemetry_proves_a_firmware_or_not(string telemetry, bool proved)
    {
        var kind = Catalogue.Kind<SetFirmwareVersion>();
        using var value = JsonDocument.Parse("""{"version":"FW-2"}""");
        using var shown = JsonDocument.Parse(telemetry);

        Assert.Equal(proved, kind.IsProvedBy(value.RootElement, new Dictionary<string, JsonElement> { ["FIRMWARE_VERSION"] = shown.RootElement }));
    }
}
