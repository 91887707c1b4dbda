using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Provisioning;

namespace Placard.Api.Features.Provisioning;

/// <summary>A recipe. What is not set is left out.</summary>
/// <param name="Uid">36 hex.</param>
/// <param name="OrganizationUid">Its organization.</param>
/// <param name="Status" example="&quot;Pending&quot;">Pending or Applied.</param>
/// <param name="Brand" example="&quot;LGE&quot;">The brand that the device reports.</param>
/// <param name="Model" example="&quot;55SM5C-BF-1&quot;">The model that the device reports.</param>
/// <param name="SerialNumber" example="&quot;912MXKL0X123&quot;">The serial number that the device reports.</param>
/// <param name="MacAddress" example="&quot;12:34:56:78:90:ab&quot;">An address that the device reports, as it was sent.</param>
/// <param name="TagUids">Tags for the device.</param>
/// <param name="DeviceName" example="&quot;Lobby left&quot;">Name for the device.</param>
/// <param name="PolicyUid">Policy for the device.</param>
/// <param name="LocationUid">Location for the device.</param>
/// <param name="AppletUid">Placard's own: applet for the device.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">Placard's own: its version.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">Placard's own: its configuration.</param>
/// <param name="ErrorMessage" example="&quot;The device came, but another recipe names it too, so none was applied.&quot;">Why it was not applied when its device came, or what the device could not be given.</param>
/// <param name="DeviceUid">Placard's own: the device that it was applied to, as long as that exists.</param>
/// <param name="AppliedAt">Placard's own: when it was applied.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record RecipeResponse(
    string Uid,
    string OrganizationUid,
    string Status,
    string Brand,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SerialNumber,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MacAddress,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? TagUids,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PolicyUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LocationUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AppletUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AppletVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RawJson? Configuration,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ErrorMessage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? AppliedAt,
    DateTime CreatedAt);

/// <summary>A recipe with the tags that still exist.</summary>
internal sealed record RecipeRow(ProvisioningRecipe Recipe, List<string> TagUids)
{
    public static Expression<Func<ProvisioningRecipe, RecipeRow>> Of(PlacardDbContext db) => recipe => new(
        recipe,
        db.ProvisioningRecipeTags.Where(tag => tag.RecipeUid == recipe.Uid && db.OrganizationTags.Any(known => known.Uid == tag.TagUid))
            .OrderBy(tag => tag.Position).Select(tag => tag.TagUid).ToList());

    public RecipeResponse ToResponse() => new(
        Recipe.Uid,
        Recipe.OrganizationUid,
        Recipe.Status.ToString(),
        Recipe.Brand,
        Recipe.Model,
        Recipe.SerialNumber,
        Recipe.MacAddress,
        TagUids.Count == 0 ? null : TagUids,
        Recipe.DeviceName,
        Recipe.PolicyUid,
        Recipe.LocationUid,
        Recipe.AppletUid,
        Recipe.AppletVersion,
        Recipe.Configuration is { } configuration ? new(configuration) : null,
        Recipe.ErrorMessage,
        Recipe.DeviceUid,
        Recipe.AppliedAt,
        Recipe.CreatedAt);
}
