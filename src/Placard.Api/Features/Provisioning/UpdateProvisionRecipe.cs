using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.Provisioning;

namespace Placard.Api.Features.Provisioning;

internal static class UpdateProvisionRecipe
{
    /// <summary>Changes what is sent of a recipe that waits; 409 for one that was applied, as it tells what happened.</summary>
    public static async Task<Done> HandleAsync(
        string recipeUid, Body<RecipeRequest> body, PlacardDbContext db, RecipeWrites writes, CancellationToken cancellation)
    {
        try
        {
            var (before, after) = await db.WriteAsync(
                async token =>
                {
                    var organizationUid = await db.ProvisioningRecipes.Where(recipe => recipe.Uid == recipeUid).Select(recipe => recipe.OrganizationUid).FirstOrDefaultAsync(token)
                        ?? throw ApiErrors.NotFound();
                    await RecipeWrites.LockCompanyAsync(db, organizationUid, token);
                    var recipe = await RecipeWrites.LockAsync(db, recipeUid, token);
                    if (recipe.Status != RecipeStatus.Pending)
                    {
                        throw ApiErrors.Conflict("The recipe was applied already");
                    }

                    string?[] keys = [recipe.SerialNumberKey, recipe.MacAddressKey];
                    await ChangeAsync(db, recipe, body, token);
                    return (keys, (string?[])[recipe.SerialNumberKey, recipe.MacAddressKey]);
                },
                cancellation);

            // Also whatever it named before: another recipe may have been in doubt because of it.
            writes.Lookout.LookFor(before.Concat(after));
            return new();
        }
        catch (Exception exception) when (writes.IsTaken(exception))
        {
            throw RecipeWrites.Taken();
        }
    }

    private static async Task ChangeAsync(PlacardDbContext db, ProvisioningRecipe recipe, Body<RecipeRequest> body, CancellationToken cancellation)
    {
        var tags = await db.ProvisioningRecipeTags.Where(tag => tag.RecipeUid == recipe.Uid).OrderBy(tag => tag.Position).Select(tag => tag.TagUid).ToListAsync(cancellation);
        var (fields, errors) = (RecipeFields.Of(recipe, tags), new ValueErrors());
        fields.Take(body.Value, body.Names, errors);
        fields.Check(errors);
        if (body.Value.OrganizationUid is { } named && named != recipe.OrganizationUid)
        {
            errors.Add("organizationUid", "must be the recipe's own");
        }

        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        await RecipeWrites.CheckReferencesAsync(db, recipe.OrganizationUid, fields, cancellation);
        fields.WriteTo(recipe);
        recipe.ErrorMessage = null;
        if (body.Names("tagUids"))
        {
            await db.ProvisioningRecipeTags.Where(tag => tag.RecipeUid == recipe.Uid).ExecuteDeleteAsync(cancellation);
            db.AddRange(RecipeWrites.Tags(recipe, fields.TagUids));
        }
    }
}
