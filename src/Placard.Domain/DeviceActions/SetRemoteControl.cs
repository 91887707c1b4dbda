using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>One of three spellings of the same switch; if several come, <c>locked</c> wins over <c>kiosk</c> over <c>enabled</c>.</summary>
/// <param name="Locked">True: no infrared remote control, and kiosk mode on.</param>
/// <param name="Kiosk">The same as <paramref name="Locked"/>.</param>
/// <param name="Enabled" example="false">Deprecated; the opposite of <paramref name="Locked"/>.</param>
public sealed record RemoteControlRequest(bool? Locked, bool? Kiosk, bool? Enabled);

/// <summary>Kiosk mode and infrared remote control, in all three spellings.</summary>
public sealed record RemoteControlValue(bool Locked, bool Kiosk, bool Enabled);

public sealed class SetRemoteControl : DeviceActionKind<RemoteControlRequest, RemoteControlValue>
{
    public override string ActionType => "SET_REMOTE_CONTROL";

    public override string Summary => "Locks or unlocks the device: kiosk mode and infrared remote control.";

    public override ActionRoute Route => new("remote-control", "UpdateDeviceRemoteControl", "GetDeviceRemoteControl");

    public override string PolicyItem => "REMOTE_CONTROL";

    public override string Telemetry => "REMOTE_CONTROL";

    public override string AlertCondition => "REMOTE_CONTROL";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.RemoteControl.SyncRemoteControlSettingsSucceed", ReplyOutcome.Succeeded),
        new("Device.RemoteControl.SyncRemoteControlSettingsFailed", ReplyOutcome.Failed),
    ];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Flag("enabled") == Value(value).Enabled;

    protected override JsonTypeInfo<RemoteControlRequest> RequestJson => RemoteControlJson.Default.RemoteControlRequest;

    protected override JsonTypeInfo<RemoteControlValue> ValueJson => RemoteControlJson.Default.RemoteControlValue;

    protected override RemoteControlValue? Accept(RemoteControlRequest request, ValueErrors errors)
    {
        if ((request.Locked ?? request.Kiosk ?? !request.Enabled) is { } locked)
        {
            return new(locked, locked, !locked);
        }

        errors.Add("locked", "one of locked, kiosk, enabled is required");
        return null;
    }

    protected override string DecidingConnection(RemoteControlValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, RemoteControlValue value) =>
        new("Device.RemoteControl.SyncRemoteControlSettings", new JsonObject { ["uid"] = uid, ["enabled"] = value.Enabled });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(RemoteControlRequest))]
[JsonSerializable(typeof(RemoteControlValue))]
internal sealed partial class RemoteControlJson : JsonSerializerContext;
