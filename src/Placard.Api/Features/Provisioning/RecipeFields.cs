using System.Text.Json;
using Placard.Domain.Catalogue;
using Placard.Domain.Content;
using Placard.Domain.DeviceActions;
using Placard.Domain.Provisioning;

namespace Placard.Api.Features.Provisioning;

/// <summary>What a recipe says, from whatever form it came. Empty text is the same as none.</summary>
internal sealed class RecipeFields
{
    public const int MostText = 255;
    public const int MostTags = 100;

    private const int MostMacAddress = 64;
    private const int MostUid = 64;

    public string Brand { get; set; } = "";

    public string? Model { get; set => field = Named(value); }

    public string? SerialNumber { get; set => field = Named(value); }

    public string? MacAddress { get; set => field = Named(value); }

    public IReadOnlyList<string> TagUids { get; set => field = [.. value.Distinct(StringComparer.Ordinal)]; } = [];

    public string? DeviceName { get; set => field = Named(value); }

    public string? PolicyUid { get; set => field = Named(value); }

    public string? LocationUid { get; set => field = Named(value); }

    public string? AppletUid { get; set => field = Named(value); }

    public string? AppletVersion { get; set => field = Named(value); }

    public string? Configuration { get; set; }

    public string? SerialNumberKey => ProvisioningKeys.OfSerialNumber(Brand, SerialNumber);

    public string? MacAddressKey => ProvisioningKeys.OfMacAddress(Brand, MacAddress);

    public static RecipeFields Of(ProvisioningRecipe recipe, IReadOnlyList<string> tagUids) => new()
    {
        Brand = recipe.Brand,
        Model = recipe.Model,
        SerialNumber = recipe.SerialNumber,
        MacAddress = recipe.MacAddress,
        TagUids = tagUids,
        DeviceName = recipe.DeviceName,
        PolicyUid = recipe.PolicyUid,
        LocationUid = recipe.LocationUid,
        AppletUid = recipe.AppletUid,
        AppletVersion = recipe.AppletVersion,
        Configuration = recipe.Configuration,
    };

    /// <summary>Takes over what was sent, and leaves the rest.</summary>
    public void Take(RecipeRequest sent, Func<string, bool> isSent, ValueErrors errors)
    {
        Brand = isSent("brand") ? sent.Brand ?? "" : Brand;
        Model = isSent("model") ? sent.Model : Model;
        SerialNumber = isSent("serialNumber") ? sent.SerialNumber : isSent("seriaNumber") ? sent.SeriaNumber : SerialNumber;
        MacAddress = isSent("macAddress") ? sent.MacAddress : MacAddress;
        TagUids = isSent("tagUids") ? sent.TagUids ?? [] : TagUids;
        DeviceName = isSent("deviceName") ? sent.DeviceName : DeviceName;
        PolicyUid = isSent("policyUid") ? sent.PolicyUid : PolicyUid;
        LocationUid = isSent("locationUid") ? sent.LocationUid : LocationUid;
        AppletUid = isSent("appletUid") ? sent.AppletUid : AppletUid;
        AppletVersion = isSent("appletVersion") ? sent.AppletVersion : AppletVersion;
        if (isSent("configuration"))
        {
            TakeConfiguration(sent.Configuration, errors);
        }
    }

    public void TakeConfiguration(JsonElement? sent, ValueErrors errors)
    {
        Configuration = null;
        if (sent is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } written)
        {
            return;
        }

        if (ConfigurationText.TryRead(written, out var configuration))
        {
            TimingChecks.ConfigurationSize(errors, "configuration", configuration);
            Configuration = ConfigurationText.Plain(configuration);
        }
        else
        {
            errors.Add("configuration", "must be an object, or text that holds one as JSON");
        }
    }

    /// <summary>What is wrong with it as far as it can be seen here.</summary>
    public void Check(ValueErrors errors)
    {
        if (string.IsNullOrWhiteSpace(Brand))
        {
            errors.Add("brand", "is required");
        }
        else
        {
            errors.Text("brand", Brand, 1, MostText);
        }

        Optional(errors, "model", Model, MostText);
        Optional(errors, "serialNumber", SerialNumber, MostText);
        Optional(errors, "deviceName", DeviceName, MostText);
        Optional(errors, "policyUid", PolicyUid, MostUid);
        Optional(errors, "locationUid", LocationUid, MostUid);
        Optional(errors, "appletUid", AppletUid, MostUid);
        Optional(errors, "appletVersion", AppletVersion, MostUid);
        CheckIdentity(errors);
        if (TagUids.Count > MostTags)
        {
            errors.Add("tagUids", $"must name at most {MostTags} tags");
        }
        else if (TagUids.Any(uid => uid.Length is 0 or > MostUid))
        {
            errors.Add("tagUids", $"must hold uids of 1 to {MostUid} characters");
        }

        if (AppletUid is null != AppletVersion is null)
        {
            errors.Add(AppletUid is null ? "appletUid" : "appletVersion", "is required, as appletUid and appletVersion go together");
        }
        else if (AppletUid is null && Configuration is not null)
        {
            errors.Add("appletUid", "is required, as there is a configuration for it");
        }
    }

    /// <summary>Writes it into the row.</summary>
    public void WriteTo(ProvisioningRecipe recipe)
    {
        recipe.Brand = Brand;
        recipe.Model = Model;
        recipe.SerialNumber = SerialNumber;
        recipe.MacAddress = MacAddress;
        recipe.SerialNumberKey = SerialNumberKey;
        recipe.MacAddressKey = MacAddressKey;
        recipe.DeviceName = DeviceName;
        recipe.PolicyUid = PolicyUid;
        recipe.LocationUid = LocationUid;
        recipe.AppletUid = AppletUid;
        recipe.AppletVersion = AppletVersion;
        recipe.Configuration = Configuration;
    }

    private void CheckIdentity(ValueErrors errors)
    {
        if (SerialNumber is null && MacAddress is null)
        {
            errors.Add("serialNumber", "or macAddress is required");
        }

        if (MacAddress is not null && (MacAddress.Length > MostMacAddress || ProvisioningKeys.MacAddress(MacAddress) is null))
        {
            errors.Add("macAddress", "must be the MAC address of a device, such as 12:34:56:78:90:ab");
        }
    }

    private static void Optional(ValueErrors errors, string field, string? value, int most)
    {
        if (value is not null)
        {
            errors.Text(field, value, 1, most);
        }
    }

    private static string? Named(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
