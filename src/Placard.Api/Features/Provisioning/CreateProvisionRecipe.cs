using Microsoft.AspNetCore.Http;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Provisioning;

internal static class CreateProvisionRecipe
{
    /// <summary>
    /// Makes a recipe for a device to come: 409 when a pending recipe of the company names that device already. A device that waits is taken at once.
    /// With <c>Content-Type: text/csv</c> the body is a file of recipes.
    /// </summary>
    public static async Task<IResult> HandleAsync(
        BodyOrCsv<RecipeRequest> sent, RequestScope scope, PlacardDbContext db, RecipeWrites writes, RecipeCsvUpload upload, CancellationToken cancellation) =>
        sent.Fields is { } body
            ? await CreateAsync(body, scope, db, writes, cancellation)
            : TypedResults.Ok(await upload.StoreAsync(sent.Csv!.Content, scope.OrganizationFor(null), db, cancellation));

    private static async Task<Made> CreateAsync(
        Body<RecipeRequest> body, RequestScope scope, PlacardDbContext db, RecipeWrites writes, CancellationToken cancellation)
    {
        var (fields, errors) = (new RecipeFields(), new ValueErrors());
        fields.Take(body.Value, body.Names, errors);
        fields.Check(errors);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        var organizationUid = scope.OrganizationFor(body.Value.OrganizationUid);
        try
        {
            var recipe = await db.WriteAsync(
                async token =>
                {
                    var companyUid = await RecipeWrites.LockCompanyAsync(db, organizationUid, token);
                    await writes.CheckRoomAsync(db, organizationUid, added: 1, token);
                    await RecipeWrites.CheckReferencesAsync(db, organizationUid, fields, token);
                    var recipe = RecipeWrites.Row(fields, organizationUid, companyUid, writes.Now);
                    db.Add(recipe);
                    db.AddRange(RecipeWrites.Tags(recipe, fields.TagUids));
                    return recipe;
                },
                cancellation);
            writes.Lookout.LookFor(recipe.SerialNumberKey, recipe.MacAddressKey);
            return new(writes.Location(recipe.Uid));
        }
        catch (Exception exception) when (writes.IsTaken(exception))
        {
            throw RecipeWrites.Taken();
        }
    }
}
