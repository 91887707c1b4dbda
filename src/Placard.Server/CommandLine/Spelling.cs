namespace Placard.Server.CommandLine;

/// <summary>Finds what was probably meant.</summary>
internal static class Spelling
{
    private const int MostEdits = 3;

    /// <summary>The nearest of the known words, or null when none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        var word = typed.Split('=')[0];
        return known
            .Select(candidate => (Word: candidate, Edits: Edits(word, candidate)))
            .Where(candidate => candidate.Edits <= MostEdits || candidate.Word.Contains(word, StringComparison.OrdinalIgnoreCase) || word.StartsWith(candidate.Word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(candidate => candidate.Edits)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, replaced);
            }
        }

        return row[^1];
    }
}
