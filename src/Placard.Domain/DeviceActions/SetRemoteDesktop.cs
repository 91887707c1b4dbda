using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Remote desktop.</summary>
/// <param name="Enabled">Whether the device offers it.</param>
/// <param name="RemoteDesktopUri">The server that it connects to, an absolute http, https, ws or wss address of at most 2048 characters. A device needs it to begin.</param>
public sealed record RemoteDesktopValue([property: JsonRequired] bool Enabled, string? RemoteDesktopUri);

public sealed class SetRemoteDesktop : DeviceActionKind<RemoteDesktopValue>
{
    // How often a device sends a picture. Callers have no field for it.
    private const int FrequencyMs = 1000;

    public override string ActionType => "SET_REMOTE_DESKTOP";

    public override string Summary => "Begins or ends a remote desktop session.";

    public override string Capability => "REMOTE_DESKTOP";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("RemoteDesktop.SetRemoteDesktopSettingsSucceeded", ReplyOutcome.Succeeded),
        new("RemoteDesktop.SetRemoteDesktopSettingsFailed", ReplyOutcome.Failed),
    ];

    protected override JsonTypeInfo<RemoteDesktopValue> ValueJson => RemoteDesktopJson.Default.RemoteDesktopValue;

    protected override void Check(RemoteDesktopValue value, ValueErrors errors)
    {
        if (value.RemoteDesktopUri is { } text
            && (text.Length > 2048 || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "ws" or "wss")))
        {
            errors.Add("remoteDesktopUri", "must be an absolute http, https, ws or wss address of at most 2048 characters");
        }
    }

    protected override string DecidingConnection(RemoteDesktopValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, RemoteDesktopValue value) => new("RemoteDesktop.SetRemoteDesktopSettings", new JsonObject
    {
        ["uid"] = uid,
        ["enabled"] = value.Enabled,
        ["serverUrl"] = value.RemoteDesktopUri,
        ["frequencyMs"] = FrequencyMs,
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientBooleanConverter), typeof(StrictTextConverter)])]
[JsonSerializable(typeof(RemoteDesktopValue))]
internal sealed partial class RemoteDesktopJson : JsonSerializerContext;
