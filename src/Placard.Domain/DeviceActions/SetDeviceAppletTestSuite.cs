using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Tests of a version of an applet.</summary>
/// <param name="AppletUid">1 to 255 characters.</param>
/// <param name="AppletVersion">1 to 255 characters.</param>
/// <param name="Tests">1 to 100 identifiers of 1 to 255 characters.</param>
public sealed record AppletTestSuiteValue(
    [property: JsonRequired] string AppletUid, [property: JsonRequired] string AppletVersion, [property: JsonRequired] IReadOnlyList<string> Tests) : ITestSuite;

/// <summary>Tests that come with an applet. Official devices know only the tests of their own application: others get no result and fail in time.</summary>
public sealed class SetDeviceAppletTestSuite : TestSuiteKind<AppletTestSuiteValue>
{
    public override string ActionType => "SET_DEVICE_APPLET_TEST_SUITE";

    public override string Summary => "Makes the device run tests of an applet once; expires if the device is not there within 7 days.";

    protected override StringComparison NamesCompare => StringComparison.Ordinal;

    /// <summary>Finds the runs of one version; runs never replace each other.</summary>
    public static string KeyOf(string appletUid, string appletVersion) => $"{appletUid}/{appletVersion}";

    protected override JsonTypeInfo<AppletTestSuiteValue> RequestJson => AppletTestSuiteJson.Default.AppletTestSuiteValue;

    protected override JsonTypeInfo<AppletTestSuiteValue> ValueJson => AppletTestSuiteJson.Default.AppletTestSuiteValue;

    protected override AppletTestSuiteValue? Accept(AppletTestSuiteValue request, ValueErrors errors)
    {
        errors.Text("appletUid", request.AppletUid, 1, 255);
        errors.Text("appletVersion", request.AppletVersion, 1, 255);
        if (request.Tests.Count is 0 or > MostTests)
        {
            errors.Add("tests", $"must name 1 to {MostTests} tests");
        }
        else if (request.Tests.Any(test => test is null or { Length: 0 or > 255 } || test.Any(char.IsControl)))
        {
            errors.Add("tests", "must be identifiers of 1 to 255 characters without control characters");
        }

        return errors.IsEmpty ? request with { Tests = [.. request.Tests.Distinct(StringComparer.Ordinal)] } : null;
    }

    // Applets are the front part's.
    protected override string DecidingConnection(AppletTestSuiteValue value) => ConnectionNames.Front;

    protected override string? SupersedeKey(AppletTestSuiteValue value) => KeyOf(value.AppletUid, value.AppletVersion);

    protected override WireAction Encode(string uid, AppletTestSuiteValue value) => Start(uid, value.Tests);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(AppletTestSuiteValue))]
internal sealed partial class AppletTestSuiteJson : JsonSerializerContext;
