using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Size of the picture.</summary>
/// <param name="Width" example="1920">Pixels.</param>
/// <param name="Height" example="1080">Pixels.</param>
public sealed record ScreenSize(int? Width, int? Height);

/// <summary>How the picture stands.</summary>
public enum ScreenOrientation
{
    Portrait,
    PortraitFlipped,
    Landscape,
    LandscapeFlipped,
    Auto,
}

/// <summary>How video stands, where it differs from the rest.</summary>
public enum VideoOrientation
{
    Landscape,
    LandscapeFlipped,
}

/// <summary>The two sizes that have a name.</summary>
public enum NamedResolution
{
    FullHd,
    HdReady,
}

/// <summary>Orientation and size of the picture. The device restarts its application afterwards.</summary>
/// <param name="Orientation" example="&quot;LANDSCAPE&quot;">PORTRAIT, PORTRAIT_FLIPPED, LANDSCAPE, LANDSCAPE_FLIPPED, or AUTO for devices with a gyroscope.</param>
/// <param name="Size" example="{&quot;width&quot;:1920,&quot;height&quot;:1080}">The recommended way to say a size; for external players: BrightSign, Windows, some of Android. Not together with <paramref name="Resolution"/>.</param>
/// <param name="Framerate" example="60">Hz, up to 1000; BrightSign; only with <paramref name="Size"/>.</param>
/// <param name="Resolution" example="null">Deprecated: FULL_HD or HD_READY; then <paramref name="Framerate"/> is ignored.</param>
/// <param name="VideoOrientation" example="null">LANDSCAPE, LANDSCAPE_FLIPPED or null.</param>
public sealed record ResizeRequest(
    [property: JsonRequired] ScreenOrientation Orientation,
    ScreenSize? Size,
    double? Framerate,
    NamedResolution? Resolution,
    VideoOrientation? VideoOrientation);

/// <summary>Orientation and size of the picture.</summary>
/// <param name="Orientation" example="&quot;LANDSCAPE&quot;">PORTRAIT, PORTRAIT_FLIPPED, LANDSCAPE, LANDSCAPE_FLIPPED or AUTO.</param>
/// <param name="Resolution" example="null">FULL_HD or HD_READY; null when set by size, or not at all.</param>
/// <param name="VideoOrientation" example="null">LANDSCAPE, LANDSCAPE_FLIPPED or null.</param>
/// <param name="Size" example="{&quot;width&quot;:1920,&quot;height&quot;:1080}">Pixels; null when only the orientation was set.</param>
/// <param name="Framerate" example="60">Hz, or null.</param>
public sealed record ResizeValue(
    ScreenOrientation Orientation, NamedResolution? Resolution, VideoOrientation? VideoOrientation, ScreenSize? Size, double? Framerate);

public sealed class Resize : DeviceActionKind<ResizeRequest, ResizeValue>
{
    private const int LargestSide = 16_384;
    private const string SizeTelemetry = "RESOLUTION";

    public override string ActionType => "RESIZE";

    public override string Summary => "Sets orientation and resolution of the device; its application restarts.";

    public override ActionRoute Route => new("resolution", "SetDeviceOrientationAndResolution", "GetDeviceOrientationAndResolution");

    public override string Telemetry => "ORIENTATION";

    public override string Capability => "SCREEN_RESIZE";

    // The device restarts its application, over polling before it answered: sent again in each session, it would restart for ever.
    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(10);

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Resolution.DeviceResizeSucceeded", ReplyOutcome.Succeeded),
        new("Device.Resolution.DeviceResizeFailed", ReplyOutcome.Failed),
    ];

    // It answers and then restarts; official clients report a failure of that afterwards.
    public override bool FailureOverturnsSuccess => true;

    public override IReadOnlyList<string> ProvingTelemetry => [Telemetry, SizeTelemetry];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry)
    {
        var orientation = value.Text("orientation");
        var video = value.Text("videoOrientation");
        return telemetry.TextOrNull("orientation") == orientation && (video is null || (telemetry.TextOrNull("videoOrientation") ?? orientation) == video);
    }

    public override bool IsProvedBy(JsonElement value, IReadOnlyDictionary<string, JsonElement> reports) =>
        base.IsProvedBy(value, reports)
        && (Value(value) is not { Size: { } size, Framerate: var framerate }
            || (reports.TryGetValue(SizeTelemetry, out var shown)
                && shown.Number("width") == size.Width
                && shown.Number("height") == size.Height
                && (framerate is null || shown.Number("framerate") == framerate)));

    protected override JsonTypeInfo<ResizeRequest> RequestJson => ResizeJson.Default.ResizeRequest;

    protected override JsonTypeInfo<ResizeValue> ValueJson => ResizeJson.Default.ResizeValue;

    protected override ResizeValue Accept(ResizeRequest request, ValueErrors errors)
    {
        Side("size.width", request.Size?.Width);
        Side("size.height", request.Size?.Height);
        if (request is { Size: not null, Resolution: not null })
        {
            errors.Add("resolution", "must not be sent together with size");
        }

        if (request is { Framerate: not null, Size: null, Resolution: null })
        {
            errors.Add("framerate", "needs a size");
        }
        else if (request is { Framerate: <= 0 or > 1000, Size: not null })
        {
            errors.Add("framerate", "must be above 0 and at most 1000");
        }

        return new(
            request.Orientation,
            request.Resolution,
            request.VideoOrientation,
            request.Size ?? Named(request.Resolution),
            request.Resolution is null ? request.Framerate : null);

        void Side(string field, int? pixels)
        {
            if (request.Size is null)
            {
                return;
            }

            if (pixels is null)
            {
                errors.Add(field, "is required");
            }
            else
            {
                errors.Range(field, pixels.Value, 1, LargestSide);
            }
        }
    }

    protected override string DecidingConnection(ResizeValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, ResizeValue value)
    {
        // By the names that the stored value has.
        var stored = JsonSerializer.SerializeToNode(value, ValueJson)!.AsObject();
        var fields = new JsonObject { ["uid"] = uid, ["screenOrientation"] = stored["orientation"]!.DeepClone() };
        if (stored["size"] is JsonObject size)
        {
            var screen = size.DeepClone().AsObject();
            if (value.Framerate is { } framerate)
            {
                screen["framerate"] = framerate;
            }

            fields["screenSize"] = screen;
        }

        if (value.VideoOrientation is not null)
        {
            fields["videoOrientation"] = stored["videoOrientation"]!.DeepClone();
        }

        return new("Device.Resolution.ResizeDevice", fields);
    }

    private static ScreenSize? Named(NamedResolution? resolution) => resolution switch
    {
        NamedResolution.FullHd => new(1920, 1080),
        NamedResolution.HdReady => new(1280, 720),
        _ => null,
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters =
[
    typeof(LenientInt32Converter), typeof(LenientDoubleConverter), typeof(ContractEnumConverter<ScreenOrientation>),
    typeof(ContractEnumConverter<VideoOrientation>), typeof(ContractEnumConverter<NamedResolution>),
])]
[JsonSerializable(typeof(ResizeRequest))]
[JsonSerializable(typeof(ResizeValue))]
internal sealed partial class ResizeJson : JsonSerializerContext;
