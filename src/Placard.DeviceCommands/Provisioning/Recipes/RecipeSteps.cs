using System.Text.Json.Nodes;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Provisioning;

namespace Placard.DeviceCommands.Provisioning.Recipes;

/// <summary>What a device gets by a recipe, each as an action of its log. What is not there any more fails in the log and does not stop the rest.</summary>
public sealed class RecipeSteps(DeviceCommandQueue commands, DeviceActionCatalogue catalogue)
{
    /// <summary>Gives all of it to the device that the organization has by now, in the caller's transaction.</summary>
    /// <returns>What could not be given, with the reason.</returns>
    public async Task<IReadOnlyList<string>> GiveAsync(
        PlacardDbContext db, string deviceUid, ProvisioningRecipe recipe, IReadOnlyList<string> tagUids, Originator originator, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var failures = new List<string>();
        foreach (var (field, kind, body) in Of(recipe, tagUids))
        {
            var errors = new ValueErrors();
            if (kind.Read(body, errors) is not { } value || !errors.IsEmpty)
            {
                failures.Add($"{field} - {errors.Errors[0].Reason}");
                continue;
            }

            var action = await commands.AddAsync(db, new(deviceUid, recipe.OrganizationUid, kind, value, originator), cancellation);
            if (action.FailedAt is not null)
            {
                failures.Add($"{field} - {action.FailMessage}");
            }
        }

        return failures;
    }

    private IEnumerable<(string Field, DeviceActionKind Kind, JsonObject Body)> Of(ProvisioningRecipe recipe, IReadOnlyList<string> tagUids)
    {
        if (recipe.DeviceName is { } name)
        {
            yield return ("deviceName", catalogue.Kind<UpdateName>(), new() { ["name"] = name });
        }

        if (tagUids.Count > 0)
        {
            yield return ("tagUids", catalogue.Kind<SetOrganizationTags>(), new() { ["tagUids"] = new JsonArray([.. tagUids.Select(uid => (JsonNode)uid)]) });
        }

        if (recipe.LocationUid is { } locationUid)
        {
            yield return ("locationUid", catalogue.Kind<SetLocation>(), new() { ["locationUid"] = locationUid });
        }

        if (recipe is { AppletUid: { } appletUid, AppletVersion: { } version })
        {
            yield return ("appletUid", catalogue.Kind<CreateTiming>(), new()
            {
                ["appletUid"] = appletUid,
                ["appletVersion"] = version,
                ["configuration"] = recipe.Configuration is { } configuration ? JsonNode.Parse(configuration) : null,
                ["active"] = true,
            });
        }
    }
}
