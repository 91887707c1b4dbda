using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Remote inspection. Applet debugging is a one-off start: a restart or reload of the applet ends it.</summary>
/// <param name="AppletEnabled">Remote inspector for the applet.</param>
/// <param name="NativeEnabled">The platform's own debugging; its meaning depends on the platform.</param>
public sealed record DebugValue([property: JsonRequired] bool AppletEnabled, [property: JsonRequired] bool NativeEnabled);

public sealed class SetDebug : DeviceActionKind<DebugValue>
{
    public override string ActionType => "SET_DEBUG";

    public override string Summary => "Switches remote inspection of applet and platform.";

    public override ActionRoute Route => new("debug", "SetDeviceDebug", "GetDeviceDebug");

    public override string PolicyItem => "DEBUG";

    public override string Telemetry => "DEBUG";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool CopiedToOtherConnection => true;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Debug.PerformDebugSettingsSucceed", ReplyOutcome.Succeeded),
        new("Device.Debug.PerformDebugSettingsFailed", ReplyOutcome.Failed),
    ];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        Value(value) is var wanted && telemetry.Flag("appletEnabled") == wanted.AppletEnabled && telemetry.Flag("nativeEnabled") == wanted.NativeEnabled;

    protected override JsonTypeInfo<DebugValue> ValueJson => DebugJson.Default.DebugValue;

    // Management acts only with a capability that not every device has; front answers always.
    protected override string DecidingConnection(DebugValue value) => ConnectionNames.Front;

    protected override WireAction Encode(string uid, DebugValue value) => new("Device.Debug.PerformDebugSettings", new JsonObject
    {
        ["uid"] = uid,
        ["appletEnabled"] = value.AppletEnabled,
        ["nativeEnabled"] = value.NativeEnabled,
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(DebugValue))]
internal sealed partial class DebugJson : JsonSerializerContext;
