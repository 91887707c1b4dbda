using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Auditing;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.Domain.Provisioning;

namespace Placard.DeviceCommands.Provisioning.Recipes;

/// <summary>Applies the one recipe that names a device of nobody: in one transaction the device gets all of it, and the recipe is used up.</summary>
public sealed partial class RecipeApplication(
    Database database, DeviceProvisioning provisioning, RecipeSteps steps, TimeProvider time, ILogger<RecipeApplication> logger)
{
    /// <summary>What recipes say that can't be told apart. It names nobody, as the other may be another customer's.</summary>
    public const string Ambiguous = "The device came, but another recipe names it too, so none was applied.";

    public const string Full = "The device came, but the organization has as many devices as it may have.";

    /// <returns>Whether a recipe was applied.</returns>
    public async Task<bool> ApplyAsync(string deviceUid, CancellationToken cancellation)
    {
        await using var db = database.Open(actor: new(ActorKinds.Device, deviceUid, null));
        try
        {
            if (!await db.WriteAsync(token => TryApplyAsync(db, deviceUid, token), cancellation))
            {
                return false;
            }
        }
        catch (Exception exception) when (exception is DeviceNotFreeException or RecipeGoneException)
        {
            // Somebody else took the device, or the recipe, in this moment; that stands.
            return false;
        }

        await provisioning.AnnounceAsync(deviceUid, cancellation);
        Log.Applied(logger, deviceUid);
        return true;
    }

    private async Task<bool> TryApplyAsync(PlacardDbContext db, string deviceUid, CancellationToken cancellation)
    {
        var sql = "select * from device where uid = {0}" + db.GetService<IDialect>().ForUpdate;
        var device = (await db.Devices.FromSqlRaw(sql, deviceUid).IgnoreQueryFilters([PlacardDbContext.TenancyFilter]).AsNoTracking().ToListAsync(cancellation)).FirstOrDefault();
        if (device is not { OrganizationUid: null })
        {
            await db.ForgetIdentitiesAsync(deviceUid, cancellation);
            return false;
        }

        // It still has to forget what it got from the organization that it left, and says who it is again afterwards.
        if (device.ResetPending || device.BannedAt is not null)
        {
            return false;
        }

        var found = await MatchingAsync(db, device, cancellation);
        if (found is not [var only])
        {
            await RefuseAsync(db, found, Ambiguous, cancellation);
            return false;
        }

        if (!await HasRoomAsync(db, only.Organization, cancellation))
        {
            await RefuseAsync(db, found, Full, cancellation);
            return false;
        }

        await ApplyAsync(db, device, only.Recipe, cancellation);
        return true;
    }

    private async Task ApplyAsync(PlacardDbContext db, Device device, ProvisioningRecipe matching, CancellationToken cancellation)
    {
        var originator = new Originator(OriginatorKind.Device, device.Uid);
        await provisioning.AddToOrganizationAsync(db, device.Uid, matching.OrganizationUid, originator, cancellation);

        // Last of all locks. Of two devices that claim to be the same one, the second finds it used up.
        var sql = "select * from provisioning_recipe where uid = {0} and status = 0" + db.GetService<IDialect>().ForUpdate;
        var recipe = (await db.ProvisioningRecipes.FromSqlRaw(sql, matching.Uid).IgnoreQueryFilters([PlacardDbContext.TenancyFilter]).ToListAsync(cancellation)).FirstOrDefault();
        if (recipe is null || !recipe.Matches(device))
        {
            throw new RecipeGoneException();
        }

        var tags = await db.AcrossOrganizations<ProvisioningRecipeTag>().Where(tag => tag.RecipeUid == recipe.Uid)
            .OrderBy(tag => tag.Position).Select(tag => tag.TagUid).ToListAsync(cancellation);
        var failures = await steps.GiveAsync(db, device.Uid, recipe, tags, originator, cancellation);
        recipe.Status = RecipeStatus.Applied;
        recipe.DeviceUid = device.Uid;
        recipe.AppliedAt = time.Now();
        recipe.ErrorMessage = failures is [] ? null : $"The device was provisioned, but not all could be given to it: {string.Join(", ", failures)}";
    }

    // Those of organizations that let devices in; others wait and stand in nobody's way.
    private static async Task<List<Match>> MatchingAsync(PlacardDbContext db, Device device, CancellationToken cancellation)
    {
        var keys = ProvisioningKeys.Of(device);
        if (keys is [])
        {
            return [];
        }

        var waiting = db.AcrossOrganizations<ProvisioningRecipe>().Where(recipe => recipe.Status == RecipeStatus.Pending);
        var bySerialNumber = waiting.Where(recipe => recipe.SerialNumberKey != null && keys.Contains(recipe.SerialNumberKey));
        var byMacAddress = waiting.Where(recipe => recipe.MacAddressKey != null && keys.Contains(recipe.MacAddressKey));
        var named = await bySerialNumber.Union(byMacAddress)
            .Join(
                db.Organizations.Where(organization => organization.BulkProvisioning),
                recipe => recipe.OrganizationUid,
                organization => organization.Uid,
                (recipe, organization) => new Match(recipe, organization))
            .AsNoTracking()
            .ToListAsync(cancellation);
        var matching = new List<Match>(1);
        foreach (var match in named.Where(match => match.Recipe.Matches(device)))
        {
            if (device.EmulatorOwner is null || await OwnsAsync(db, device.EmulatorOwner, match.Organization, cancellation))
            {
                matching.Add(match);
            }
        }

        return matching;
    }

    // Whoever made an emulator decides where it goes: all of one kind may say the same of themselves.
    private static async Task<bool> OwnsAsync(PlacardDbContext db, string owner, Organization organization, CancellationToken cancellation)
    {
        if (!owner.StartsWith("account:", StringComparison.Ordinal))
        {
            return owner == $"organization:{organization.Uid}";
        }

        return long.TryParse(owner["account:".Length..], System.Globalization.CultureInfo.InvariantCulture, out var account)
            && await db.Memberships.AnyAsync(
                membership => membership.AccountId == account && (membership.OrganizationUid == organization.Uid || membership.OrganizationUid == organization.ParentUid),
                cancellation);
    }

    // Before anything is written, so that the refusal can be.
    private static async Task<bool> HasRoomAsync(PlacardDbContext db, Organization organization, CancellationToken cancellation)
    {
        try
        {
            await OrganizationRoom.TakeAsync(db, organization.Uid, arriving: 1, cancellation);
            return true;
        }
        catch (OrganizationFullException)
        {
            return false;
        }
    }

    private static Task RefuseAsync(PlacardDbContext db, IReadOnlyList<Match> matching, string reason, CancellationToken cancellation)
    {
        var uids = matching.Select(match => match.Recipe.Uid).ToArray();
        return uids is []
            ? Task.CompletedTask
            : db.AcrossOrganizations<ProvisioningRecipe>()
                .Where(recipe => uids.Contains(recipe.Uid) && recipe.Status == RecipeStatus.Pending && recipe.ErrorMessage != reason)
                .ExecuteUpdateAsync(row => row.SetProperty(recipe => recipe.ErrorMessage, reason), cancellation);
    }

    private sealed record Match(ProvisioningRecipe Recipe, Organization Organization);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Device {DeviceUid} was provisioned by a recipe.")]
        public static partial void Applied(ILogger logger, string deviceUid);
    }
}

/// <summary>The recipe was used up, changed or deleted in the meantime.</summary>
public sealed class RecipeGoneException() : Exception("The recipe changed in the meantime.");
