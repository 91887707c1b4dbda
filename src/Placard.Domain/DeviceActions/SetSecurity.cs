using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>What people at the device may use. Absent: unchanged; null: not managed.</summary>
/// <param name="BluetoothEnabled">Bluetooth.</param>
/// <param name="UsbEnabled">USB.</param>
/// <param name="WifiEnabled">Wi-Fi.</param>
/// <param name="MenuAccessEnabled">The device's menu.</param>
/// <param name="ButtonsEnabled">Buttons on the device.</param>
/// <param name="RemoteControlEnabled">Infrared remote control; independent of the operation of that name.</param>
/// <param name="KioskModeEnabled">Kiosk mode; independent of the operation of that name.</param>
public sealed record SecurityValue(
    bool? BluetoothEnabled,
    bool? UsbEnabled,
    bool? WifiEnabled,
    bool? MenuAccessEnabled,
    bool? ButtonsEnabled,
    bool? RemoteControlEnabled,
    bool? KioskModeEnabled);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class SetSecurity : DeviceActionKind<SecurityValue>
{
    public override string ActionType => "SET_SECURITY";

    public override string Summary => "Sets what people at the device may use. Only what is sent changes.";

    public override ActionRoute Route => new("security", "UpdateDeviceSecurity", ListOperation: null);

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool IsPartial => true;

    // A later request replaces an unsent one only if it says something about the same things.
    public override string SupersedeKey(JsonElement value) =>
        string.Join(',', value.EnumerateObject().Select(flag => flag.Name).Order(StringComparer.Ordinal));

    protected override JsonTypeInfo<SecurityValue> ValueJson => SecurityJson.Default.SecurityValue;

    protected override string DecidingConnection(SecurityValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(SecurityValue))]
internal sealed partial class SecurityJson : JsonSerializerContext;
