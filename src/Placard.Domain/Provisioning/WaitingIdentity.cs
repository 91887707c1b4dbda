namespace Placard.Domain.Provisioning;

/// <summary>A name under which a recipe could know a device that belongs to nobody: so a recipe that comes later finds its device.</summary>
public sealed class WaitingIdentity
{
    public required string DeviceUid { get; init; }

    /// <summary>One of <see cref="ProvisioningKeys"/>.</summary>
    public required string Key { get; init; }
}
