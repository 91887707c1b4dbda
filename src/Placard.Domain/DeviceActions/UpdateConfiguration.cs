using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>
/// Where and how the device reaches the platform. Absent: unchanged; null: back to the server's default.
/// A changed <c>platformUri</c> or <c>connectionMethod</c> makes the device connect anew.
/// </summary>
/// <param name="ConnectionMethod"><c>websocket</c> or <c>http</c> (polling).</param>
/// <param name="PlatformUri">Absolute http(s) address.</param>
/// <param name="StaticBaseUrl">Absolute http(s) address.</param>
/// <param name="UploadBaseUrl">Absolute http(s) address.</param>
/// <param name="WeinreUri">Absolute http(s) address of a remote debugger.</param>
/// <param name="ExtendedManagementUrl">At most 2048 characters, taken as they are.</param>
public sealed record ConfigurationValue(
    string? ConnectionMethod,
    string? PlatformUri,
    string? StaticBaseUrl,
    string? UploadBaseUrl,
    string? WeinreUri,
    string? ExtendedManagementUrl);

public sealed class UpdateConfiguration : DeviceActionKind<ConfigurationValue>
{
    public override string ActionType => "UPDATE_CONFIGURATION";

    public override string Summary => "Configures where and how the device reaches the platform.";

    public override DeliveryClass Delivery => DeliveryClass.Configuration;

    public override bool ChangesDevice => true;

    public override bool IsPartial => true;

    public override void ApplyTo(Device device, JsonElement value, DateTime now)
    {
        var (method, platform) = (device.ConnectionMethod, device.PlatformUri);
        foreach (var field in value.EnumerateObject())
        {
            var text = field.Value.GetString();
            switch (field.Name)
            {
                case "connectionMethod": device.ConnectionMethod = text; break;
                case "platformUri": device.PlatformUri = text; break;
                case "staticBaseUrl": device.StaticBaseUrl = text; break;
                case "uploadBaseUrl": device.UploadBaseUrl = text; break;
                case "weinreUri": device.WeinreUri = text; break;
                case "extendedManagementUrl": device.ExtendedManagementUrl = text; break;
                default: throw new InvalidOperationException($"No column takes {field.Name}.");
            }
        }

        // Any change of it makes the device connect anew, which only these two are worth.
        if (method != device.ConnectionMethod || platform != device.PlatformUri)
        {
            device.MakeConnectAnew(now);
        }
    }

    protected override JsonTypeInfo<ConfigurationValue> ValueJson => ConfigurationJson.Default.ConfigurationValue;

    protected override void Check(ConfigurationValue value, ValueErrors errors)
    {
        if (value.ConnectionMethod is not (null or "websocket" or "http"))
        {
            errors.Add("connectionMethod", "must be websocket or http");
        }

        Address(errors, "platformUri", value.PlatformUri);
        Address(errors, "staticBaseUrl", value.StaticBaseUrl);
        Address(errors, "uploadBaseUrl", value.UploadBaseUrl);
        Address(errors, "weinreUri", value.WeinreUri);
        if (value.ExtendedManagementUrl is { } url)
        {
            // As the setting of its own has it: taken as it is.
            errors.Text("extendedManagementUrl", url, 1, 2048);
        }
    }

    protected override string DecidingConnection(ConfigurationValue value) => ConnectionNames.Management;

    private static void Address(ValueErrors errors, string field, string? value)
    {
        if (value is not null)
        {
            errors.HttpAddress(field, value);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(ConfigurationValue))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
