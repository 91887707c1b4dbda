// These run in the database, which knows no culture.
#pragma warning disable CA1304, CA1311, CA1862
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Provisioning;

namespace Placard.Api.Features.Provisioning;

/// <summary>Narrows the list of recipes; all that is named must be true of one. Text compares without case.</summary>
/// <param name="OrganizationUid">Of this organization.</param>
/// <param name="Search">Part of the model, brand, serial number or MAC address.</param>
/// <param name="Status">Pending or Applied.</param>
/// <param name="Brand">This brand.</param>
/// <param name="TagUids">With any of these tags.</param>
/// <param name="PolicyUids">With any of these policies.</param>
/// <param name="LocationUid">At this location.</param>
/// <param name="Model">This model.</param>
/// <param name="MacAddress">This address, in any spelling.</param>
internal sealed record RecipeFilter(
    QueryText OrganizationUid,
    QueryText Search,
    QueryText Status,
    QueryText Brand,
    CommaList TagUids,
    CommaList PolicyUids,
    QueryText LocationUid,
    QueryText Model,
    QueryText MacAddress);

internal static class GetProvisionRecipes
{
    /// <summary>Recipes of the caller's organizations, newest first.</summary>
    public static async Task<PageOf<RecipeResponse>> HandleAsync(
        [AsParameters] RecipeFilter filter, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        if (filter.OrganizationUid.Value is { } named && !scope.Sees(named))
        {
            throw ApiErrors.NotFound("Organization was not found");
        }

        var recipes = db.ProvisioningRecipes.AsNoTracking();

        // Said so, an index gives the list in its order.
        recipes = scope.Tenancy.OrganizationUids is [var only] ? recipes.Where(recipe => recipe.OrganizationUid == only) : recipes;
        recipes = Narrowed(db, recipes, filter);
        var rows = recipes.Select(recipe => new Row<ProvisioningRecipe> { At = recipe.CreatedAt, Uid = recipe.Uid, Item = recipe });
        var found = await page.ReadAsync(rows, RecipeRow.Of(db), row => (row.Recipe.CreatedAt, row.Recipe.Uid), cancellation);
        return found.Select(row => row.ToResponse());
    }

    private static IQueryable<ProvisioningRecipe> Narrowed(PlacardDbContext db, IQueryable<ProvisioningRecipe> recipes, RecipeFilter filter)
    {
        if (filter.Status.Value is { } status)
        {
            var wanted = Status(status);
            recipes = recipes.Where(recipe => recipe.Status == wanted);
        }

        if (filter.Search.Value?.ToLowerInvariant() is { } part)
        {
            recipes = recipes.Where(recipe => recipe.Brand.ToLower().Contains(part) || recipe.Model!.ToLower().Contains(part)
                || recipe.SerialNumber!.ToLower().Contains(part) || recipe.MacAddress!.ToLower().Contains(part));
        }

        if (filter.Brand.Value?.ToLowerInvariant() is { } brand)
        {
            recipes = recipes.Where(recipe => recipe.Brand.ToLower() == brand);
        }

        if (filter.Model.Value?.ToLowerInvariant() is { } model)
        {
            recipes = recipes.Where(recipe => recipe.Model!.ToLower() == model);
        }

        if (filter.MacAddress.Value is { } address)
        {
            var prefix = ProvisioningKeys.MacAddress(address) is { } digits ? ProvisioningKeys.MacAddressPrefix(digits) : throw ApiErrors.InvalidQuery("macAddress", "must be a MAC address");
            recipes = recipes.Where(recipe => recipe.MacAddressKey!.StartsWith(prefix));
        }

        if (filter.LocationUid.Value is { } location)
        {
            recipes = recipes.Where(recipe => recipe.LocationUid == location);
        }

        if (!filter.TagUids.IsEmpty)
        {
            var tags = filter.TagUids.Values;
            recipes = recipes.Where(recipe => db.ProvisioningRecipeTags.Any(tag => tag.RecipeUid == recipe.Uid && tags.Contains(tag.TagUid)));
        }

        if (!filter.PolicyUids.IsEmpty)
        {
            var policies = filter.PolicyUids.Values;
            recipes = recipes.Where(recipe => policies.Contains(recipe.PolicyUid!));
        }

        return recipes;
    }

    private static RecipeStatus Status(string text) =>
        Enum.GetValues<RecipeStatus>().Where(status => status.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(status => (RecipeStatus?)status).FirstOrDefault()
        ?? throw ApiErrors.InvalidQuery("status", "must be Pending or Applied");
}
