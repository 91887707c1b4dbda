using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Tests of what the device can do.</summary>
/// <param name="Tests" example="[&quot;display&quot;,&quot;cache&quot;]">1 to 100 names. Devices know info, display, audio, video, battery, date_time, file_system, remote_control, html5, cache, debug and weinre, in any case; a name that a device does not know fails after 15 minutes.</param>
public sealed record TestSuiteValue([property: JsonRequired] IReadOnlyList<string> Tests) : ITestSuite;

/// <summary>Tests that are part of the device's application.</summary>
public sealed class SetTestSuite : TestSuiteKind<TestSuiteValue>
{
    private static readonly string[] Known =
        ["info", "display", "audio", "video", "battery", "date_time", "file_system", "remote_control", "html5", "cache", "debug", "weinre"];

    public override string ActionType => "SET_TEST_SUITE";

    public override string Summary => "Makes the device test itself once; expires if the device is not there within 7 days.";

    protected override StringComparison NamesCompare => StringComparison.OrdinalIgnoreCase;

    protected override JsonTypeInfo<TestSuiteValue> RequestJson => TestSuiteJson.Default.TestSuiteValue;

    protected override JsonTypeInfo<TestSuiteValue> ValueJson => TestSuiteJson.Default.TestSuiteValue;

    protected override TestSuiteValue? Accept(TestSuiteValue request, ValueErrors errors)
    {
        if (request.Tests.Count is 0 or > MostTests)
        {
            errors.Add("tests", $"must name 1 to {MostTests} tests");
        }
        else if (!request.Tests.All(IsName))
        {
            errors.Add("tests", "must be names of 1 to 64 letters, digits, dots, hyphens and underscores");
        }

        return errors.IsEmpty ? new([.. request.Tests.Distinct(StringComparer.OrdinalIgnoreCase)]) : null;
    }

    protected override string DecidingConnection(TestSuiteValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, TestSuiteValue value) =>
        Start(uid, value.Tests.Select(test => Known.FirstOrDefault(known => known.Equals(test, NamesCompare)) ?? test));

    private static bool IsName(string? test) =>
        test is { Length: >= 1 and <= 64 } && test.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(TestSuiteValue))]
internal sealed partial class TestSuiteJson : JsonSerializerContext;
