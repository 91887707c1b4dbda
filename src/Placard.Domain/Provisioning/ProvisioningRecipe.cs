using Placard.Domain.Auditing;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;

namespace Placard.Domain.Provisioning;

/// <summary>How far a recipe is.</summary>
public enum RecipeStatus
{
    /// <summary>It waits for its device.</summary>
    Pending,

    /// <summary>Its device was provisioned.</summary>
    Applied,
}

/// <summary>What happens to a device as soon as it is there: it comes into the organization, with a name, tags, a place and content.</summary>
[Audited]
public sealed class ProvisioningRecipe : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string OrganizationUid { get; init; }

    /// <summary>The organization's company, or itself where it has none: within it no two waiting recipes may name one device.</summary>
    public required string CompanyUid { get; init; }

    public required RecipeStatus Status { get; set; }

    public required string Brand { get; set; }

    public string? Model { get; set; }

    public string? SerialNumber { get; set; }

    public string? MacAddress { get; set; }

    /// <summary>Serial number and brand as they are compared; see <see cref="ProvisioningKeys"/>.</summary>
    public string? SerialNumberKey { get; set; }

    /// <summary>MAC address and brand as they are compared.</summary>
    public string? MacAddressKey { get; set; }

    public string? DeviceName { get; set; }

    public string? PolicyUid { get; set; }

    public string? LocationUid { get; set; }

    public string? AppletUid { get; set; }

    public string? AppletVersion { get; set; }

    /// <summary>JSON object for the applet.</summary>
    public string? Configuration { get; set; }

    /// <summary>Why it was not applied when its device came.</summary>
    public string? ErrorMessage { get; set; }

    public string? DeviceUid { get; set; }

    public DateTime? AppliedAt { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Whether the device is all that the recipe names.</summary>
    public bool Matches(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var keys = ProvisioningKeys.Of(device);
        return (SerialNumberKey is null || keys.Contains(SerialNumberKey))
            && (MacAddressKey is null || keys.Contains(MacAddressKey))
            && (SerialNumberKey ?? MacAddressKey) is not null
            && (Model is null || (device.Model is { } model && ProvisioningKeys.Compared(model) == ProvisioningKeys.Compared(Model)));
    }
}

/// <summary>A tag that the device gets.</summary>
public sealed class ProvisioningRecipeTag : IOrganizationOwned
{
    public required string RecipeUid { get; init; }

    public required string TagUid { get; init; }

    public required string OrganizationUid { get; init; }

    /// <summary>Place in the list of the recipe's tags.</summary>
    public required int Position { get; init; }
}
