namespace Placard.ApiTests;

/// <summary>A row of <c>api/operations.tsv</c>.</summary>
public sealed record Operation(
    string Method, string Path, string Name, string Domain, string Auth, string Scope, string Role, string Paging, int Status, string State, IReadOnlyList<string> Aliases)
{
    public static IReadOnlyList<Operation> All { get; } = [.. File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "operations.tsv")).Skip(1).Select(Parse)];

    public static IEnumerable<Operation> Done => All.Where(operation => operation.State == "done");

    public string Key => $"{Method} {Path}";

    public override string ToString() => Name;

    private static Operation Parse(string line)
    {
        var cells = line.Split('\t');
        return new(
            cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7],
            int.Parse(cells[8], System.Globalization.CultureInfo.InvariantCulture), cells[9], cells[10].Split(';', StringSplitOptions.RemoveEmptyEntries));
    }
}
