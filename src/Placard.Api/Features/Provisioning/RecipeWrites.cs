using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using Placard.Api.Http;
using Placard.Data;
using Placard.DeviceCommands.Provisioning.Recipes;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Provisioning;

namespace Placard.Api.Features.Provisioning;

/// <summary>
/// What all writers of recipes share. They wait for each other company by company: within one no device may be named twice, and an organization has
/// only so many recipes.
/// </summary>
internal sealed class RecipeWrites(TimeProvider time, PublicAddresses addresses, RecipeLookout lookout, IDialect dialect, IOptions<ProvisioningOptions> options)
{
    public ProvisioningOptions Options => options.Value;

    public DateTime Now => time.Now();

    public RecipeLookout Lookout => lookout;

    public string Location(string uid) => $"{addresses.ApiBase}/v1/bulk-provisioning/recipe/{uid}";

    public bool IsTaken(Exception exception) => dialect.IsUniqueViolation(exception);

    public static ApiException Taken() => ApiErrors.Conflict("A pending recipe of the company names this device already, by its serial number or MAC address");

    /// <summary>Makes the other writers of the company wait until the caller's transaction ends.</summary>
    /// <returns>The organization's company, or itself where it has none.</returns>
    public static async Task<string> LockCompanyAsync(PlacardDbContext db, string organizationUid, CancellationToken cancellation)
    {
        var organization = await db.Organizations.AsNoTracking().FirstOrDefaultAsync(organization => organization.Uid == organizationUid, cancellation);
        if (organization is null or { IsCompany: true })
        {
            throw ApiErrors.NotFound("Organization was not found");
        }

        var companyUid = organization.ParentUid ?? organization.Uid;
        await db.LockOrganizationAsync(companyUid, cancellation);

        // It may have been deleted before the company was locked.
        return await db.HoldOrganizationAsync(organizationUid, cancellation) ? companyUid : throw ApiErrors.NotFound("Organization was not found");
    }

    /// <summary>Refuses so many recipes more than there are.</summary>
    public async Task CheckRoomAsync(PlacardDbContext db, string organizationUid, int added, CancellationToken cancellation)
    {
        var most = options.Value.MostRecipes;
        if (await db.ProvisioningRecipes.CountAsync(recipe => recipe.OrganizationUid == organizationUid, cancellation) + added > most)
        {
            throw ApiErrors.Conflict($"The organization may have {most} recipes, used ones included; delete some first");
        }
    }

    /// <summary>The recipe, tracked and locked. Only one that waits can be changed: the others tell what happened.</summary>
    public static async Task<ProvisioningRecipe> LockAsync(PlacardDbContext db, string recipeUid, CancellationToken cancellation)
    {
        var sql = "select * from provisioning_recipe where uid = {0}" + db.GetService<IDialect>().ForUpdate;
        return await db.ProvisioningRecipes.FromSqlRaw(sql, recipeUid).FirstOrDefaultAsync(cancellation) ?? throw ApiErrors.NotFound();
    }

    public static async Task CheckReferencesAsync(PlacardDbContext db, string organizationUid, RecipeFields fields, CancellationToken cancellation)
    {
        var errors = new ValueErrors();
        (await RecipeReferences.FindAsync(db, organizationUid, [fields], cancellation)).Check(fields, errors);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }
    }

    public static ProvisioningRecipe Row(RecipeFields fields, string organizationUid, string companyUid, DateTime now)
    {
        var recipe = new ProvisioningRecipe
        {
            Uid = Uids.Random(36),
            OrganizationUid = organizationUid,
            CompanyUid = companyUid,
            Status = RecipeStatus.Pending,
            Brand = fields.Brand,
            CreatedAt = now,
        };
        fields.WriteTo(recipe);
        return recipe;
    }

    public static IEnumerable<ProvisioningRecipeTag> Tags(ProvisioningRecipe recipe, IReadOnlyList<string> tagUids) => tagUids.Select((uid, position) => new ProvisioningRecipeTag
    {
        RecipeUid = recipe.Uid,
        TagUid = uid,
        OrganizationUid = recipe.OrganizationUid,
        Position = position,
    });
}
