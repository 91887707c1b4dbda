using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A value that names tests.</summary>
public interface ITestSuite
{
    IReadOnlyList<string> Tests { get; }
}

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

/// <summary>Where a suite of tests stands. Skipped tests are in the results alone.</summary>
public sealed record TestSuiteReport(
    IReadOnlyList<string> Pending, IReadOnlyList<string> Successful, IReadOnlyList<string> Failed, JsonObject Results);

/// <summary>
/// A kind that makes the device run tests once. Both parts run those that they know and report each; the suite succeeds when all have ended and none failed.
/// </summary>
public abstract class TestSuiteKind<TValue> : DeviceActionKind<TValue, TValue>
    where TValue : class, ITestSuite
{
    protected const int MostTests = 100;

    private const int MostResultCharacters = 64 * 1024;

    private static readonly Dictionary<string, TestOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["Device.Test.TestSucceeded"] = TestOutcome.Succeeded,
        ["Device.Test.TestFailed"] = TestOutcome.Failed,
        ["Device.Test.TestSkipped"] = TestOutcome.Skipped,
    };

    public sealed override DeliveryClass Delivery => DeliveryClass.Once;

    public sealed override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(15);

    public sealed override TimeSpan? UnsentLifetime => TimeSpan.FromDays(7);

    public sealed override bool CopiedToOtherConnection => true;

    public sealed override bool EitherConnectionAnswers => true;

    public sealed override IReadOnlyList<WireReply> Replies => [.. Outcomes.Keys.Select(type => new WireReply(type, ReplyOutcome.Progress))];

    /// <summary>When two names mean the same test.</summary>
    protected abstract StringComparison NamesCompare { get; }

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

    public sealed override ActionStep? Advance(JsonElement value, JsonElement? result, WireReply reply, JsonElement payload)
    {
        var tests = Value(value).Tests;
        var ended = Result(result);
        var identifier = payload.TextOrNull("identifier");
        if (tests.FirstOrDefault(test => test.Equals(identifier, NamesCompare)) is not { } name
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

    /// <summary>The action for both parts.</summary>
    protected static WireAction Start(string uid, IEnumerable<string> tests) => new(
        "Device.Test.StartTestSuite", new JsonObject { ["uid"] = uid, ["tests"] = new JsonArray([.. tests.Select(test => (JsonNode)test)]) });

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

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(ContractEnumConverter<TestOutcome>)])]
[JsonSerializable(typeof(TestSuiteResult))]
internal sealed partial class TestSuiteResultJson : JsonSerializerContext;
