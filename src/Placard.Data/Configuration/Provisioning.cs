using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Provisioning;

namespace Placard.Data.Configuration;

internal sealed class Provisioning :
    IEntityTypeConfiguration<ProvisioningRecipe>,
    IEntityTypeConfiguration<ProvisioningRecipeTag>
{
    public void Configure(EntityTypeBuilder<ProvisioningRecipe> builder)
    {
        const string Pending = "status = 0";
        builder.ToTable("provisioning_recipe");
        builder.HasKey(recipe => recipe.Uid);
        builder.HasIndex(recipe => new { recipe.OrganizationUid, recipe.CreatedAt, recipe.Uid });
        builder.HasIndex(recipe => new { recipe.OrganizationUid, recipe.Status, recipe.CreatedAt, recipe.Uid });
        builder.HasIndex(recipe => new { recipe.CompanyUid, recipe.Identity }).IsUnique().HasFilter(Pending);
        builder.HasIndex(recipe => recipe.SerialNumberKey).HasFilter($"{Pending} and serial_number_key is not null");
        builder.HasIndex(recipe => recipe.MacAddressKey).HasFilter($"{Pending} and mac_address_key is not null");
        builder.HasIndex(recipe => recipe.LocationUid);
        builder.HasIndex(recipe => recipe.AppletUid);
    }

    public void Configure(EntityTypeBuilder<ProvisioningRecipeTag> builder)
    {
        builder.ToTable("provisioning_recipe_tag");
        builder.HasKey(tag => new { tag.RecipeUid, tag.TagUid });
        builder.HasIndex(tag => new { tag.TagUid, tag.RecipeUid });
    }
}
