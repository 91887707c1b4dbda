using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Provisioning.Csv;
using Placard.Data;
using Placard.Data.Auditing;
using Placard.Domain.Auditing;
using Placard.Domain.Catalogue;
using Placard.Domain.Provisioning;

namespace Placard.Api.Features.Provisioning;

/// <summary>Stores a file of recipes whole or not at all, by questions and inserts that are about many recipes each.</summary>
internal sealed class RecipeCsvUpload(RecipeWrites writes, IDialect dialect, AuditTrail audit) : IDisposable
{
    private const int AskedKeys = 5000;

    // A file is held in memory from its first line to its commit.
    private readonly SemaphoreSlim _turns = new(writes.Options.CsvConcurrency);

    public async Task<UploadedRecipesResponse> StoreAsync(Stream csv, string organizationUid, PlacardDbContext db, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            var errors = new LineErrors();
            var recipes = await new RecipeCsv(errors, writes.Options.MostCsvRecipes).ReadAsync(csv, cancellation);
            CheckDuplicates(recipes, errors);
            await db.WriteAsync(token => StoreAsync(db, organizationUid, recipes, errors, token), cancellation);
            writes.Lookout.LookForAll(organizationUid);
            return new("OK", recipes.Count);
        }
        catch (Exception exception) when (writes.IsTaken(exception))
        {
            // Never, as all writers of a company wait for each other; but no fault either.
            throw RecipeWrites.Taken();
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task StoreAsync(PlacardDbContext db, string organizationUid, List<CsvRecipe> recipes, LineErrors errors, CancellationToken cancellation)
    {
        var companyUid = await RecipeWrites.LockCompanyAsync(db, organizationUid, cancellation);
        var references = await RecipeReferences.FindAsync(db, organizationUid, recipes.Select(recipe => recipe.Fields), cancellation);
        foreach (var (line, fields) in recipes)
        {
            var problems = new ValueErrors();
            references.Check(fields, problems);
            errors.Add(line, problems);
        }

        await CheckStoredAsync(db, companyUid, recipes, errors, cancellation);
        errors.ThrowIfAny();
        await writes.CheckRoomAsync(db, organizationUid, recipes.Count, cancellation);
        var now = writes.Now;
        var rows = recipes.ConvertAll(recipe => RecipeWrites.Row(recipe.Fields, organizationUid, companyUid, now));
        var tags = rows.Zip(recipes, (row, recipe) => RecipeWrites.Tags(row, recipe.Fields.TagUids)).SelectMany(of => of);
        await dialect.InsertRecipesAsync(db, rows, tags, cancellation);

        // One record for the file: its rows pass by what would write one for each.
        audit.Add(db, AuditOperations.Created, nameof(ProvisioningRecipe), "*", organizationUid, $$"""{"linesProcessed":{{rows.Count}}}""");
    }

    private static void CheckDuplicates(List<CsvRecipe> recipes, LineErrors errors)
    {
        var lines = new Dictionary<string, int>(recipes.Count, StringComparer.Ordinal);
        foreach (var (line, fields) in recipes)
        {
            foreach (var (field, key) in Keys(fields))
            {
                if (!lines.TryAdd(key, line))
                {
                    errors.Add(line, field, $"names the same device as line {lines[key]}");
                }
            }
        }
    }

    private static async Task CheckStoredAsync(PlacardDbContext db, string companyUid, List<CsvRecipe> recipes, LineErrors errors, CancellationToken cancellation)
    {
        var waiting = db.AcrossOrganizations<ProvisioningRecipe>().Where(recipe => recipe.CompanyUid == companyUid && recipe.Status == RecipeStatus.Pending);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var keys in recipes.Select(recipe => recipe.Fields.SerialNumberKey).OfType<string>().Chunk(AskedKeys))
        {
            taken.UnionWith(await waiting.Where(recipe => recipe.SerialNumberKey != null && EF.Parameter(keys).Contains(recipe.SerialNumberKey))
                .Select(recipe => recipe.SerialNumberKey!).ToListAsync(cancellation));
        }

        foreach (var keys in recipes.Select(recipe => recipe.Fields.MacAddressKey).OfType<string>().Chunk(AskedKeys))
        {
            taken.UnionWith(await waiting.Where(recipe => recipe.MacAddressKey != null && EF.Parameter(keys).Contains(recipe.MacAddressKey))
                .Select(recipe => recipe.MacAddressKey!).ToListAsync(cancellation));
        }

        foreach (var (line, fields) in taken.Count == 0 ? [] : recipes)
        {
            foreach (var (field, _) in Keys(fields).Where(named => taken.Contains(named.Key)))
            {
                errors.Add(line, field, "names a device that a pending recipe of the company names already");
            }
        }
    }

    private static IEnumerable<(string Field, string Key)> Keys(RecipeFields fields)
    {
        if (fields.SerialNumberKey is { } serialNumber)
        {
            yield return ("serialNumber", serialNumber);
        }

        if (fields.MacAddressKey is { } macAddress)
        {
            yield return ("macAddress", macAddress);
        }
    }
}
