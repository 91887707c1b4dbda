using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Provisioning;

namespace Placard.Data.Configuration;

internal sealed class Provisioning :
    IEntityTypeConfiguration<ProvisioningRecipe>,
    IEntityTypeConfiguration<ProvisioningRecipeTag>,
    IEntityTypeConfiguration<WaitingIdentity>
{
    public void Configure(EntityTypeBuilder<ProvisioningRecipe> builder)
    {
        const string Pending = "status = 0";
        builder.ToTable("provisioning_recipe");
        builder.HasKey(recipe => recipe.Uid);
        builder.HasIndex(recipe => new { recipe.OrganizationUid, recipe.CreatedAt, recipe.Uid });
        builder.HasIndex(recipe => new { recipe.OrganizationUid, recipe.Status, recipe.CreatedAt, recipe.Uid });

        // By the keys first: devices look by them alone, and within a company no two waiting recipes may have one in common.
        builder.HasIndex(recipe => new { recipe.SerialNumberKey, recipe.CompanyUid }).IsUnique().HasFilter($"{Pending} and serial_number_key is not null");
        builder.HasIndex(recipe => new { recipe.MacAddressKey, recipe.CompanyUid }).IsUnique().HasFilter($"{Pending} and mac_address_key is not null");
        builder.HasIndex(recipe => recipe.LocationUid);
        builder.HasIndex(recipe => recipe.AppletUid);
    }

    public void Configure(EntityTypeBuilder<ProvisioningRecipeTag> builder)
    {
        builder.ToTable("provisioning_recipe_tag");
        builder.HasKey(tag => new { tag.RecipeUid, tag.TagUid });
        builder.HasIndex(tag => new { tag.TagUid, tag.RecipeUid });
    }

    public void Configure(EntityTypeBuilder<WaitingIdentity> builder)
    {
        builder.ToTable("waiting_identity");
        builder.HasKey(identity => new { identity.DeviceUid, identity.Key });
        builder.HasIndex(identity => new { identity.Key, identity.DeviceUid });
    }
}
