using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>A switch, as callers send it.</summary>
/// <param name="Enable">Whether pictures of the screen may be taken.</param>
public sealed record ScreenCaptureRequest([property: JsonRequired] bool Enable);

/// <summary>A switch, as it is stored.</summary>
public sealed record ScreenCaptureValue(bool Enabled);

public sealed class SetScreenCapture : DeviceActionKind<ScreenCaptureRequest, ScreenCaptureValue>
{
    public override string ActionType => "SET_SCREEN_CAPTURE";

    public override string Summary => "Permits or forbids pictures of the device's screen.";

    public override ActionRoute Route => new("screen-capture", "EnableDisableDeviceScreenCapture", ListOperation: null);

    public override DeliveryClass Delivery => DeliveryClass.Configuration;

    public override bool ChangesDevice => true;

    public override void ApplyTo(Device device, JsonElement value, DateTime now) => device.ScreenCapture = Value(value).Enabled;

    protected override JsonTypeInfo<ScreenCaptureRequest> RequestJson => ScreenCaptureJson.Default.ScreenCaptureRequest;

    protected override JsonTypeInfo<ScreenCaptureValue> ValueJson => ScreenCaptureJson.Default.ScreenCaptureValue;

    protected override ScreenCaptureValue Accept(ScreenCaptureRequest request, ValueErrors errors) => new(request.Enable);

    protected override string DecidingConnection(ScreenCaptureValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(ScreenCaptureRequest))]
[JsonSerializable(typeof(ScreenCaptureValue))]
internal sealed partial class ScreenCaptureJson : JsonSerializerContext;
