using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Tests of what the device can do.</summary>
/// <param name="Tests" example="[&quot;display&quot;,&quot;cache&quot;]">1 to 100 names. Devices know info, display, audio, video, battery, date_time, file_system, remote_control, html5, cache, debug and weinre, in any case; a name that a device does not know fails after 15 minutes.</param>
public sealed record TestSuiteValue([property: JsonRequired] IReadOnlyList<string> Tests);

/// <summary>How one test ended. Skipped: the device has not what the test needs.</summary>
public enum TestOutcome
{
    Succeeded,
    Failed,
    Skipped,
}

/// <summary>A test that ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Result">The device's tree of results.</param>
public sealed record FinishedTest(TestOutcome Outcome, JsonObject Result);

/// <summary>All that ended so far, by the names that the caller used.</summary>
public sealed record TestSuiteResult(Dictionary<string, FinishedTest> Tests);

/// <summary>Both parts of the device run the tests that they know and report each; the suite succeeds when all have ended and none failed.</summary>
public sealed class SetTestSuite : DeviceActionKind<TestSuiteValue, TestSuiteValue>
{
    private const int MostTests = 100;
    private const int MostResultCharacters = 64 * 1024;

    private static readonly string[] Known =
        ["info", "display", "audio", "video", "battery", "date_time", "file_system", "remote_control", "html5", "cache", "debug", "weinre"];

    private static readonly Dictionary<string, TestOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["Device.Test.TestSucceeded"] = TestOutcome.Succeeded,
        ["Device.Test.TestFailed"] = TestOutcome.Failed,
        ["Device.Test.TestSkipped"] = TestOutcome.Skipped,
    };

    public override string ActionType => "SET_TEST_SUITE";

    public override string Summary => "Makes the device test itself once; expires if the device is not there within 7 days.";

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(15);

    public override TimeSpan? UnsentLifetime => TimeSpan.FromDays(7);

    public override bool CopiedToOtherConnection => true;

    public override bool EitherConnectionAnswers => true;

    public override IReadOnlyList<WireReply> Replies => [.. Outcomes.Keys.Select(type => new WireReply(type, ReplyOutcome.Progress))];

    /// <summary>Where a suite stands.</summary>
    /// <param name="value">The stored value.</param>
    /// <param name="result">The stored result; null before the first test ended.</param>
    /// <param name="others">What tests without a result came to as the action was closed; null as long as it is open.</param>
    public TestSuiteReport Report(JsonElement value, JsonElement? result, TestOutcome? others)
    {
        var finished = Result(result).Tests;
        var pending = Value(value).Tests.Where(test => !finished.ContainsKey(test)).ToArray();
        var results = new JsonObject();
        foreach (var (test, ended) in finished)
        {
            var tree = ended.Result.DeepClone().AsObject();
            tree["success"] = ended.Outcome switch
            {
                TestOutcome.Succeeded => true,
                TestOutcome.Failed => false,
                _ => null,
            };
            results[test] = tree;
        }

        return new(others is null ? pending : [], Ended(TestOutcome.Succeeded), Ended(TestOutcome.Failed), results);

        string[] Ended(TestOutcome outcome) =>
            [.. finished.Where(test => test.Value.Outcome == outcome).Select(test => test.Key), .. others == outcome ? pending : []];
    }

    public override ActionStep? Advance(JsonElement value, JsonElement? result, WireReply reply, JsonElement payload)
    {
        var tests = Value(value).Tests;
        var ended = Result(result);
        var identifier = payload.TextOrNull("identifier");
        if (tests.FirstOrDefault(test => test.Equals(identifier, StringComparison.OrdinalIgnoreCase)) is not { } name
            || !ended.Tests.TryAdd(name, new(Outcomes[reply.Type], Tree(payload))))
        {
            return null;
        }

        var stored = JsonSerializer.SerializeToElement(ended, TestSuiteResultJson.Default.TestSuiteResult);
        if (ended.Tests.Count < tests.Count)
        {
            return new(stored);
        }

        var failed = ended.Tests.Where(test => test.Value.Outcome == TestOutcome.Failed).Select(test => test.Key).ToArray();
        return failed.Length == 0
            ? new(stored, ReplyOutcome.Succeeded)
            : new(stored, ReplyOutcome.Failed, $"Failed: {string.Join(", ", failed)}.");
    }

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

    protected override WireAction Encode(string uid, TestSuiteValue value)
    {
        var tests = value.Tests.Select(test => (JsonNode)(Known.FirstOrDefault(known => known.Equals(test, StringComparison.OrdinalIgnoreCase)) ?? test));
        return new("Device.Test.StartTestSuite", new JsonObject { ["uid"] = uid, ["tests"] = new JsonArray([.. tests]) });
    }

    private static bool IsName(string? test) =>
        test is { Length: >= 1 and <= 64 } && test.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    // Whatever the device sent as its tree, within a limit.
    private static JsonObject Tree(JsonElement payload)
    {
        if (payload.ObjectOrNull("result") is not { } tree)
        {
            return [];
        }

        if (tree.GetRawText().Length > MostResultCharacters)
        {
            return new() { ["truncated"] = true };
        }

        try
        {
            var read = JsonObject.Create(tree.Clone())!;
            read.Remove("success");
            read.ToJsonString();
            return read;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Names that come twice, or text that Unicode does not allow.
            return [];
        }
    }

    private static TestSuiteResult Result(JsonElement? stored) => stored?.Deserialize(TestSuiteResultJson.Default.TestSuiteResult) ?? new([]);
}

/// <summary>Where a suite of tests stands. Skipped tests are in the results alone.</summary>
public sealed record TestSuiteReport(
    IReadOnlyList<string> Pending, IReadOnlyList<string> Successful, IReadOnlyList<string> Failed, JsonObject Results);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(TestSuiteValue))]
internal sealed partial class TestSuiteJson : JsonSerializerContext;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(ContractEnumConverter<TestOutcome>)])]
[JsonSerializable(typeof(TestSuiteResult))]
internal sealed partial class TestSuiteResultJson : JsonSerializerContext;
