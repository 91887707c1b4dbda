using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A native application for the device.</summary>
/// <param name="PackageName" example="&quot;com.example.player&quot;">1 to 255 characters.</param>
/// <param name="Version" example="&quot;4.1.0&quot;">1 to 255 characters.</param>
/// <param name="Build" example="&quot;410&quot;">Architecture or the platform's own version code, where there are several.</param>
/// <param name="ApplicationType">The type of device that it is for; devices of other types don't get it. As bulk operations send it.</param>
/// <param name="BuildHash">Identifies the file. As bulk operations send it.</param>
/// <param name="Specs">Kept as it is. As bulk operations send it.</param>
public sealed record PackageInstallValue(
    [property: JsonRequired] string PackageName,
    [property: JsonRequired] string Version,
    string? Build,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApplicationType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BuildHash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Specs);

public sealed class InstallPackage : DeviceActionKind<PackageInstallValue>
{
    public override string ActionType => "INSTALL_PACKAGE";

    public override string Summary =>
        "Installs a package on the device once. Of a package that this server knows only published versions; expires if the device is not there within 7 days.";

    public override ActionRoute Route => new("package-install", "InstallDevicePackage", "GetInstalledDevicePackages");

    public override string Telemetry => "INSTALLED_PACKAGES";

    public override string Capability => "PACKAGE_INSTALL";

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan AnswerTimeout => PackageChecks.AnswerTimeout;

    public override TimeSpan? UnsentLifetime => PackageChecks.UnsentLifetime;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Package.InstallPackageSucceeded", ReplyOutcome.Succeeded),
        new("Device.Package.InstallPackageFailed", ReplyOutcome.Failed),
    ];

    public override string? ApplicationTypeOf(JsonElement value) => Value(value).ApplicationType;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        Value(value).BuildHash is { } hash && telemetry.ValueKind == JsonValueKind.Array
        && telemetry.EnumerateArray().Any(package => package.TextOrNull("buildHash") == hash);

    protected override JsonTypeInfo<PackageInstallValue> ValueJson => PackageInstallJson.Default.PackageInstallValue;

    protected override void Check(PackageInstallValue value, ValueErrors errors)
    {
        errors.Text("packageName", value.PackageName, 1, PackageChecks.MostCharacters);
        errors.Text("version", value.Version, 1, PackageChecks.MostCharacters);
        PackageChecks.Optional(errors, "build", value.Build);
        PackageChecks.Optional(errors, "buildHash", value.BuildHash);
        PackageChecks.ApplicationType(errors, value.ApplicationType);
    }

    protected override string DecidingConnection(PackageInstallValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, PackageInstallValue value) => new("Device.Package.InstallPackage", new JsonObject
    {
        ["uid"] = uid,
        ["packageName"] = value.PackageName,
        ["version"] = value.Version,
        ["build"] = value.Build,
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(PackageInstallValue))]
internal sealed partial class PackageInstallJson : JsonSerializerContext;
