namespace Placard.Domain.Catalogue;

/// <summary>One thing wrong with a value: the field and why.</summary>
public sealed record ValueError(string Field, string Reason);

/// <summary>Collects what is wrong with a value, so that the caller hears all of it at once.</summary>
public sealed class ValueErrors
{
    private readonly List<ValueError> _errors = [];

    public IReadOnlyList<ValueError> Errors => _errors;

    public bool IsEmpty => _errors.Count == 0;

    public void Add(string field, string reason) => _errors.Add(new(field, reason));

    public void Range(string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            Add(field, $"must be between {least} and {most}");
        }
    }

    /// <summary>A lower bound of what may be absent.</summary>
    public void Least(string field, int? value, int least)
    {
        if (value < least)
        {
            Add(field, $"must be at least {least}");
        }
    }

    /// <summary>Text limits shared by all names: length, and no control characters.</summary>
    public void Text(string field, string? value, int least, int most)
    {
        if (value is null || value.Length < least || value.Length > most)
        {
            Add(field, $"must have {least} to {most} characters");
        }
        else if (value.Any(char.IsControl))
        {
            Add(field, "must not contain control characters");
        }
    }

    /// <summary>An address that somebody will follow.</summary>
    public void HttpAddress(string field, string value)
    {
        if (value.Length > 2048 || !Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            Add(field, "must be an absolute http or https address of at most 2048 characters");
        }
    }

    public void TimeOfDay(string field, string value)
    {
        if (!TimeOnly.TryParseExact(value, "HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _))
        {
            Add(field, "must be a time of day as HH:MM:SS");
        }
    }
}
