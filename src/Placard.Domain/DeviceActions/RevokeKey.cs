using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A revocation carries nothing.</summary>
public sealed record RevokeKeyValue;

public sealed class RevokeKey : DeviceActionKind<RevokeKeyValue>
{
    public override string ActionType => "REVOKE_KEY";

    public override string Summary => "Makes the device drop its key pair for encrypted configurations and make another one.";

    public override ActionRoute Route => new("revoke-key", "RevokesPublicKeyOnTheDevice", ListOperation: null);

    // Dropped keys are as good dropped twice, and it must happen however long the device is away.
    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Secret.RegenerateCryptoKeyPairSucceeded", ReplyOutcome.Succeeded),
        new("Device.Secret.RegenerateCryptoKeyPairFailed", ReplyOutcome.Failed),
    ];

    protected override JsonTypeInfo<RevokeKeyValue> ValueJson => RevokeKeyJson.Default.RevokeKeyValue;

    protected override string DecidingConnection(RevokeKeyValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, RevokeKeyValue value) =>
        new("Device.Secret.RegenerateCryptoKeyPair", new JsonObject { ["uid"] = uid });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RevokeKeyValue))]
internal sealed partial class RevokeKeyJson : JsonSerializerContext;
