using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Software;

namespace Placard.Domain.DeviceActions;

/// <summary>A version of the application that runs on the device.</summary>
/// <param name="ApplicationType">sssp, tizen, webos, android, chrome, brightsign, linux, windows, chromeos, or default for an emulator. It must be the device's own.</param>
/// <param name="Version" example="&quot;2.8.0&quot;">Such as 2.8.0: 1 to 64 letters, digits, dots, hyphens, underscores or plus signs.</param>
public sealed record ApplicationVersionValue([property: JsonRequired] string ApplicationType, [property: JsonRequired] string Version);

/// <summary>The device confirms, then restarts into the version.</summary>
public sealed class SetApplicationVersion : DeviceActionKind<ApplicationVersionValue>
{
    public override string ActionType => "SET_APPLICATION_VERSION";

    public override string Summary => "Installs another version of the application on the device; expires if the device is not there within 7 days.";

    public override string PolicyItem => "APPLICATION_VERSION";

    public override string Telemetry => "APPLICATION_VERSION";

    public override string Capability => "APP_UPGRADE";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(10);

    public override TimeSpan? UnsentLifetime => TimeSpan.FromDays(7);

    // The device reports success when it has prepared the version, and a failure when it then can't start it.
    public override bool FailureOverturnsSuccess => true;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Application.SyncApplicationSucceed", ReplyOutcome.Succeeded),
        new("Device.Application.SyncApplicationFailed", ReplyOutcome.Failed),
    ];

    // A device that restarted before its reply arrived must not be sent the version again and again.
    public override IReadOnlyList<string> ProvingTelemetry => [Telemetry];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) => telemetry.TextOrNull("version") == Value(value).Version;

    public override string ApplicationTypeOf(JsonElement value) => Value(value).ApplicationType;

    protected override JsonTypeInfo<ApplicationVersionValue> ValueJson => ApplicationVersionJson.Default.ApplicationVersionValue;

    protected override void Check(ApplicationVersionValue value, ValueErrors errors)
    {
        if (!ApplicationTypes.IsKnown(value.ApplicationType))
        {
            errors.Add("applicationType", ApplicationTypes.Reason);
        }

        if (!SoftwareVersion.IsAcceptable(value.Version))
        {
            errors.Add("version", SoftwareVersion.Reason);
        }
    }

    protected override string DecidingConnection(ApplicationVersionValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, ApplicationVersionValue value) =>
        new("Device.Application.SyncApplication", new JsonObject { ["uid"] = uid, ["version"] = value.Version });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(ApplicationVersionValue))]
internal sealed partial class ApplicationVersionJson : JsonSerializerContext;
