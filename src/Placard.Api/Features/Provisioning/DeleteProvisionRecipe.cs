using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Provisioning;

internal static class DeleteProvisionRecipe
{
    /// <summary>Deletes a recipe, be it used or not. A device that it was applied to keeps all that it got.</summary>
    public static async Task<Done> HandleAsync(string recipeUid, PlacardDbContext db, RecipeWrites writes, CancellationToken cancellation)
    {
        var recipe = await db.WriteAsync(
            async token =>
            {
                var recipe = await RecipeWrites.LockAsync(db, recipeUid, token);
                await db.ProvisioningRecipeTags.Where(tag => tag.RecipeUid == recipeUid).ExecuteDeleteAsync(token);
                db.Remove(recipe);
                return recipe;
            },
            cancellation);

        // Another recipe may have been in doubt because of it.
        writes.Lookout.LookFor(recipe.SerialNumberKey, recipe.MacAddressKey);
        return new();
    }
}
