using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A package that shall go.</summary>
/// <param name="PackageName">1 to 255 characters.</param>
/// <param name="ApplicationType">The type of device that it is for; devices of other types are left alone.</param>
/// <param name="Specs">Passed on as it is.</param>
public sealed record PackageRemovalValue(
    [property: JsonRequired] string PackageName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApplicationType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Specs);

public sealed class UninstallPackage : DeviceActionKind<PackageRemovalValue>
{
    public override string ActionType => "UNINSTALL_PACKAGE";

    public override string Summary => "Removes a package from the device once; expires if the device is not there within 7 days.";

    public override string Telemetry => "INSTALLED_PACKAGES";

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan AnswerTimeout => PackageChecks.AnswerTimeout;

    public override TimeSpan? UnsentLifetime => PackageChecks.UnsentLifetime;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Package.UninstallPackageSucceeded", ReplyOutcome.Succeeded),
        new("Device.Package.UninstallPackageFailed", ReplyOutcome.Failed),
    ];

    public override string? ApplicationTypeOf(JsonElement value) => Value(value).ApplicationType;

    protected override JsonTypeInfo<PackageRemovalValue> ValueJson => PackageRemovalJson.Default.PackageRemovalValue;

    protected override void Check(PackageRemovalValue value, ValueErrors errors)
    {
        errors.Text("packageName", value.PackageName, 1, PackageChecks.MostCharacters);
        PackageChecks.ApplicationType(errors, value.ApplicationType);
    }

    protected override string DecidingConnection(PackageRemovalValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, PackageRemovalValue value) => new("Device.Package.UninstallPackage", new JsonObject
    {
        ["uid"] = uid,
        ["packageName"] = value.PackageName,
        ["specs"] = value.Specs?.DeepClone(),
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(PackageRemovalValue))]
internal sealed partial class PackageRemovalJson : JsonSerializerContext;
