using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>An installed package that shall run.</summary>
/// <param name="PackageName" example="&quot;com.example.player&quot;">1 to 255 characters.</param>
/// <param name="ApplicationType">The type of device that it is for; devices of other types are left alone. As bulk operations send it.</param>
public sealed record PackageStartValue(
    [property: JsonRequired] string PackageName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApplicationType);

public sealed class StartPackage : DeviceActionKind<PackageStartValue>
{
    public override string ActionType => "START_PACKAGE";

    public override string Summary => "Starts an installed package on the device once; expires if the device is not there within 7 days.";

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan AnswerTimeout => PackageChecks.AnswerTimeout;

    public override TimeSpan? UnsentLifetime => PackageChecks.UnsentLifetime;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Package.StartPackageSucceeded", ReplyOutcome.Succeeded),
        new("Device.Package.StartPackageFailed", ReplyOutcome.Failed),
    ];

    public override string? ApplicationTypeOf(JsonElement value) => Value(value).ApplicationType;

    protected override JsonTypeInfo<PackageStartValue> ValueJson => PackageStartJson.Default.PackageStartValue;

    protected override void Check(PackageStartValue value, ValueErrors errors)
    {
        errors.Text("packageName", value.PackageName, 1, PackageChecks.MostCharacters);
        PackageChecks.ApplicationType(errors, value.ApplicationType);
    }

    protected override string DecidingConnection(PackageStartValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, PackageStartValue value) =>
        new("Device.Package.StartPackage", new JsonObject { ["uid"] = uid, ["packageName"] = value.PackageName });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(PackageStartValue))]
internal sealed partial class PackageStartJson : JsonSerializerContext;
