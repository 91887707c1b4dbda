using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>A ban carries nothing.</summary>
public sealed record BanValue;

/// <summary>Shuts a device out: its sessions end, and it can't log in until it is approved. It stays in its organization.</summary>
public sealed class Ban : DeviceActionKind<BanValue>
{
    public override string ActionType => "BAN";

    public override string Summary => "Shuts the device out until it is approved.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    public override bool ChangesDevice => true;

    public override void ApplyTo(Device device, JsonElement value, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.BannedAt ??= now;
    }

    protected override JsonTypeInfo<BanValue> ValueJson => BanJson.Default.BanValue;

    protected override string DecidingConnection(BanValue value) => ConnectionNames.Management;
}

/// <summary>Ends a ban.</summary>
public sealed class Approve : DeviceActionKind<BanValue>
{
    public override string ActionType => "APPROVE";

    public override string Summary => "Lets a banned device in again.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    public override bool ChangesDevice => true;

    public override void ApplyTo(Device device, JsonElement value, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.BannedAt = null;
    }

    protected override JsonTypeInfo<BanValue> ValueJson => BanJson.Default.BanValue;

    protected override string DecidingConnection(BanValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BanValue))]
internal sealed partial class BanJson : JsonSerializerContext;
