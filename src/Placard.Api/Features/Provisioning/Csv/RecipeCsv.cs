using System.Collections.Frozen;
using System.Text.Json;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Provisioning.Csv;

/// <summary>A recipe of a file.</summary>
internal sealed record CsvRecipe(int Line, RecipeFields Fields);

/// <summary>Reads recipes from a table whose first line names the fields, in any order.</summary>
internal sealed class RecipeCsv(LineErrors errors, int mostLines)
{
    private static readonly FrozenDictionary<string, Action<RecipeFields, string, ValueErrors>> Columns =
        new Dictionary<string, Action<RecipeFields, string, ValueErrors>>
        {
            ["brand"] = (recipe, text, _) => recipe.Brand = text,
            ["model"] = (recipe, text, _) => recipe.Model = text,
            ["serialNumber"] = (recipe, text, _) => recipe.SerialNumber = text,
            ["seriaNumber"] = (recipe, text, _) => recipe.SerialNumber = text,
            ["macAddress"] = (recipe, text, _) => recipe.MacAddress = text,
            ["tagUids"] = (recipe, text, _) => recipe.TagUids = text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ["deviceName"] = (recipe, text, _) => recipe.DeviceName = text,
            ["policyUid"] = (recipe, text, _) => recipe.PolicyUid = text,
            ["locationUid"] = (recipe, text, _) => recipe.LocationUid = text,
            ["appletUid"] = (recipe, text, _) => recipe.AppletUid = text,
            ["appletVersion"] = (recipe, text, _) => recipe.AppletVersion = text,
            ["configuration"] = (recipe, text, problems) =>
                recipe.TakeConfiguration(text.Length == 0 ? null : JsonSerializer.SerializeToElement(text, ProvisioningJson.Default.String), problems),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The recipes of the file, each right in itself. What is wrong is among the errors, and stops the reading only if nothing more could be understood.</summary>
    public async Task<List<CsvRecipe>> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var recipes = new List<CsvRecipe>();
        string[]? header = null;
        var lines = 0;
        try
        {
            await foreach (var line in new CsvReader(stream).ReadAsync(cancellation))
            {
                if (header is null)
                {
                    header = [.. line.Cells.Select(cell => cell.Trim())];
                    if (!IsHeader(line.Number, header))
                    {
                        return recipes;
                    }
                }
                else if (lines++ == mostLines)
                {
                    errors.Add(line.Number, "file", $"has more than {mostLines} recipes");
                    return recipes;
                }
                else if (Read(line, header) is { } fields)
                {
                    recipes.Add(new(line.Number, fields));
                }
            }
        }
        catch (CsvException unreadable)
        {
            errors.Add(unreadable.Line, "file", unreadable.Message);
            return recipes;
        }

        if (lines == 0)
        {
            errors.Add(1, "file", header is null ? "has no header with the names of the columns" : "has no recipes below the header");
        }

        return recipes;
    }

    private bool IsHeader(int line, string[] header)
    {
        var before = errors.Count;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in header)
        {
            // Both spellings of one field are the same column.
            var meant = name.Equals("seriaNumber", StringComparison.OrdinalIgnoreCase) ? "serialNumber" : name;
            if (!Columns.ContainsKey(name))
            {
                errors.Add(line, "header", $"names the unknown column \"{Shown(name)}\"; known are {string.Join(", ", Columns.Keys.Where(known => known != "seriaNumber").Order(StringComparer.Ordinal))}");
            }
            else if (!seen.Add(meant))
            {
                errors.Add(line, "header", $"names the column {meant} twice");
            }
        }

        if (errors.Count == before && !seen.Contains("brand"))
        {
            errors.Add(line, "header", "must name the column brand");
        }

        if (errors.Count == before && !seen.Contains("serialNumber") && !seen.Contains("macAddress"))
        {
            errors.Add(line, "header", "must name the column serialNumber or macAddress");
        }

        return errors.Count == before;
    }

    private RecipeFields? Read(CsvLine line, string[] header)
    {
        if (line.Cells.Count != header.Length)
        {
            errors.Add(line.Number, "line", $"has {line.Cells.Count} cells where the header has {header.Length}");
            return null;
        }

        var (fields, problems) = (new RecipeFields(), new ValueErrors());
        for (var column = 0; column < header.Length; column++)
        {
            Columns[header[column]](fields, line.Cells[column], problems);
        }

        fields.Check(problems);
        errors.Add(line.Number, problems);
        return problems.IsEmpty ? fields : null;
    }

    private static string Shown(string name) => name.Length <= 50 ? name : name[..50] + "...";
}
