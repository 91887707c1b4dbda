using Placard.Domain.Auditing;
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

    /// <summary>Brand, model, serial number and MAC address as they are compared.</summary>
    public required string Identity { get; set; }

    /// <summary>The serial number as it is compared.</summary>
    public string? SerialNumberKey { get; set; }

    /// <summary>The MAC address as it is compared: 12 lower-case hex.</summary>
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
