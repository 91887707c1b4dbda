using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A screenshot request carries nothing.</summary>
public sealed record ScreenshotValue;

public sealed class TakeScreenshot : DeviceActionKind<ScreenshotValue>
{
    public override string ActionType => "TAKE_SCREENSHOT";

    public override string Summary => "Asks the device for a picture of its screen; expires if the device is not there within 15 minutes.";

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan? UnsentLifetime => TimeSpan.FromMinutes(15);

    // The wire has no uid for it: the next picture answers the oldest request.
    public override IReadOnlyList<WireReply> Replies => [new(ChannelActions.SaveTakenScreenshot, ReplyOutcome.Succeeded, UidField: null)];

    protected override JsonTypeInfo<ScreenshotValue> ValueJson => ScreenshotJson.Default.ScreenshotValue;

    protected override string DecidingConnection(ScreenshotValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, ScreenshotValue value) => new("Device.Screenshot.TakeInstantScreenshot", []);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ScreenshotValue))]
internal sealed partial class ScreenshotJson : JsonSerializerContext;
