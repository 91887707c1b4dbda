using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Provisioning;

internal static class GetProvisionRecipe
{
    /// <summary>One recipe.</summary>
    public static async Task<Ok<RecipeResponse>> HandleAsync(string recipeUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(
            (await db.ProvisioningRecipes.AsNoTracking().Where(recipe => recipe.Uid == recipeUid).Select(RecipeRow.Of(db)).FirstOrDefaultAsync(cancellation)
                ?? throw ApiErrors.NotFound()).ToResponse());
}
