using System.Text.Json;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceSoftware;

/// <summary>Where runs of tests stand, of the device's own tests and of those of applets.</summary>
internal static class TestRuns
{
    public static TestSuiteReport Report<TValue>(TestSuiteKind<TValue> kind, DeviceAction suite)
        where TValue : class, ITestSuite
    {
        using var value = JsonDocument.Parse(suite.Value);
        using var result = suite.Result is null ? null : JsonDocument.Parse(suite.Result);
        return kind.Report(value.RootElement, result?.RootElement, Others(suite));
    }

    // What became of the tests that have no result of their own.
    private static TestOutcome? Others(DeviceAction suite) =>
        suite.SucceededAt is not null ? TestOutcome.Succeeded
        : suite.FailedAt is not null ? TestOutcome.Failed
        : null;
}
