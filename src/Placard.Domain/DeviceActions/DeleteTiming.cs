using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Which timings of the device go: those that match all that is named.</summary>
/// <param name="Uid">One timing.</param>
/// <param name="AppletUid">Those with the applet.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">Those with this version of it.</param>
public sealed record TimingRemovalValue(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AppletUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AppletVersion);

public sealed class DeleteTiming : DeviceActionKind<TimingRemovalValue>
{
    public override string ActionType => "DELETE_TIMING";

    public override string Summary => "Takes an applet off the device.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<TimingRemovalValue> ValueJson => TimingJson.Default.TimingRemovalValue;

    public static TimingRemovalValue Of(JsonElement stored) => stored.Deserialize(TimingJson.Default.TimingRemovalValue)!;

    protected override void Check(TimingRemovalValue value, ValueErrors errors)
    {
        TimingChecks.OneNamed(errors, value.Uid, value.AppletUid);
        TimingChecks.Optional(errors, "appletVersion", value.AppletVersion);
    }

    protected override string DecidingConnection(TimingRemovalValue value) => ConnectionNames.Front;
}
