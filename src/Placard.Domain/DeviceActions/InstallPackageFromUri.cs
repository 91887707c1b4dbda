using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A native application that the device itself fetches.</summary>
/// <param name="PackageUri">Absolute http(s) address of at most 2048 characters. The server never follows it.</param>
/// <param name="ApplicationType">The type of device that it is for; devices of other types don't get it.</param>
/// <param name="Specs">Passed on as it is.</param>
public sealed record PackageUriValue(
    [property: JsonRequired] string PackageUri,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApplicationType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Specs);

public sealed class InstallPackageFromUri : DeviceActionKind<PackageUriValue>
{
    public override string ActionType => "INSTALL_PACKAGE_FROM_URI";

    public override string Summary => "Installs a package from an address on the device once; expires if the device is not there within 7 days.";

    public override string Capability => "PACKAGE_INSTALL";

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan AnswerTimeout => PackageChecks.AnswerTimeout;

    public override TimeSpan? UnsentLifetime => PackageChecks.UnsentLifetime;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Package.InstallPackageFromUriSucceeded", ReplyOutcome.Succeeded),
        new("Device.Package.InstallPackageFromUriFailed", ReplyOutcome.Failed),
    ];

    public override string? ApplicationTypeOf(JsonElement value) => Value(value).ApplicationType;

    protected override JsonTypeInfo<PackageUriValue> ValueJson => PackageUriJson.Default.PackageUriValue;

    protected override void Check(PackageUriValue value, ValueErrors errors)
    {
        errors.HttpAddress("packageUri", value.PackageUri);
        PackageChecks.ApplicationType(errors, value.ApplicationType);
    }

    protected override string DecidingConnection(PackageUriValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, PackageUriValue value) => new("Device.Package.InstallPackageFromUri", new JsonObject
    {
        ["uid"] = uid,
        ["packageUri"] = value.PackageUri,
        ["specs"] = value.Specs?.DeepClone(),
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(PackageUriValue))]
internal sealed partial class PackageUriJson : JsonSerializerContext;
