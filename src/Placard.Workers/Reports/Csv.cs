using System.Text;

namespace Placard.Workers.Reports;

/// <summary>Lines as RFC 4180 has them, that a spreadsheet shows and does not calculate.</summary>
public static class Csv
{
    public const string LineEnd = "\r\n";

    private const string BeginsFormula = "=+-@\t\r\n";

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + LineEnd;

    /// <summary>The lines of a file, each with its end. A quoted cell may go over several.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (start, quoted) = (0, false);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '"')
            {
                quoted = !quoted;
            }
            else if (text[index] == '\n' && !quoted)
            {
                yield return text[start..(index + 1)];
                start = index + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    // Devices choose what stands in a cell, and people open the file with programs that run what looks like a formula.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && BeginsFormula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") || safe != text
            ? new StringBuilder(safe).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString()
            : safe;
    }
}
