using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Provisioning;

/// <summary>Recipes: what happens to devices as soon as they are there.</summary>
internal static class ProvisioningApi
{
    private const string Root = "/v1/bulk-provisioning/recipe";

    // No source names the path; these were seen for similar things.
    private static readonly string[] OtherRoots = ["/v1/provisioning-recipe", "/v1/device/provisioning-recipe"];

    private static readonly Paging Lists = new(100, 500);

    public static void AddProvisioning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProvisioningOptions>().Bind(configuration.GetSection(ProvisioningOptions.Section))
            .Validate(
                options => options is { MostRecipes: > 0, MostCsvRecipes: > 0, MostCsvBytes: > 0, CsvConcurrency: > 0 },
                "Provisioning: every limit must be positive.")
            .ValidateOnStart();
        services.AddSingleton<RecipeWrites>();
        services.AddSingleton<RecipeCsvUpload>();
    }

    public static void MapProvisioning(this IEndpointRouteBuilder api)
    {
        var recipes = api.MapGroup(Root).WithTags("BulkProvisioning/Recipe");
        recipes.MapPost("", CreateProvisionRecipe.HandleAsync)
            .Operation(nameof(CreateProvisionRecipe)).Requires(Auth.Either, Role.User).Produces<MessageResponse>(StatusCodes.Status201Created);
        recipes.MapGet("", GetProvisionRecipes.HandleAsync).Operation(nameof(GetProvisionRecipes)).Requires(Auth.Either).Paged(Lists);
        recipes.MapGet("/{recipeUid}", GetProvisionRecipe.HandleAsync).Operation(nameof(GetProvisionRecipe)).Requires(Auth.Either);
        recipes.MapPut("/{recipeUid}", UpdateProvisionRecipe.HandleAsync).Operation(nameof(UpdateProvisionRecipe)).Requires(Auth.Either, Role.User);
        recipes.MapDelete("/{recipeUid}", DeleteProvisionRecipe.HandleAsync).Operation(nameof(DeleteProvisionRecipe)).Requires(Auth.Either, Role.User);
        recipes.MapPost("/csv", UploadProvisioningRecipesViaCSVFile.HandleAsync)
            .Operation(nameof(UploadProvisioningRecipesViaCSVFile)).Requires(Auth.Either, Role.User);
        recipes.MapPost("/upload", UploadProvisioningRecipesViaCSVFile.HandleAsync).Requires(Auth.Either, Role.User).Alias();
        foreach (var root in OtherRoots)
        {
            MapAliases(api.MapGroup(root));
        }
    }

    private static void MapAliases(RouteGroupBuilder recipes)
    {
        recipes.MapPost("", CreateProvisionRecipe.HandleAsync).Requires(Auth.Either, Role.User).Alias();
        recipes.MapGet("", GetProvisionRecipes.HandleAsync).Requires(Auth.Either).Paged(Lists).Alias();
        recipes.MapGet("/{recipeUid}", GetProvisionRecipe.HandleAsync).Requires(Auth.Either).Alias();
        recipes.MapPut("/{recipeUid}", UpdateProvisionRecipe.HandleAsync).Requires(Auth.Either, Role.User).Alias();
        recipes.MapDelete("/{recipeUid}", DeleteProvisionRecipe.HandleAsync).Requires(Auth.Either, Role.User).Alias();
        recipes.MapPost("/csv", UploadProvisioningRecipesViaCSVFile.HandleAsync).Requires(Auth.Either, Role.User).Alias();
        recipes.MapPost("/upload", UploadProvisioningRecipesViaCSVFile.HandleAsync).Requires(Auth.Either, Role.User).Alias();
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RecipeRequest))]
[JsonSerializable(typeof(RecipeResponse))]
[JsonSerializable(typeof(List<RecipeResponse>))]
[JsonSerializable(typeof(UploadedRecipesResponse))]
[JsonSerializable(typeof(string))]
internal sealed partial class ProvisioningJson : JsonSerializerContext;
