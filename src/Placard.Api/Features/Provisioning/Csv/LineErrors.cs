using Placard.Api.Http;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Provisioning.Csv;

/// <summary>Everything that is wrong with a file, by lines. The first ones are told, the others counted.</summary>
internal sealed class LineErrors
{
    /// <summary>So many are told.</summary>
    public const int MostTold = 100;

    // Kept until the end, as they are found in the order of the checks and told in the order of the lines; a file that is all wrong must not fill the memory.
    private const int MostKept = 10_000;

    private readonly List<(int Line, ValueError Error)> _kept = [];

    public int Count { get; private set; }

    public void Add(int line, string field, string reason)
    {
        Count++;
        if (_kept.Count < MostKept)
        {
            _kept.Add((line, new(field, reason)));
        }
    }

    public void Add(int line, ValueErrors errors)
    {
        foreach (var (field, reason) in errors.Errors)
        {
            Add(line, field, reason);
        }
    }

    /// <exception cref="ApiException">There is an error.</exception>
    public void ThrowIfAny()
    {
        if (Count > 0)
        {
            var told = _kept.OrderBy(kept => kept.Line).Take(MostTold).Select(kept => new ValueError($"line {kept.Line}: {kept.Error.Field}", kept.Error.Reason)).ToList();
            if (Count > told.Count)
            {
                told.Add(new("file", $"and {Count - told.Count} more errors"));
            }

            throw ApiErrors.InvalidBody(told);
        }
    }
}
