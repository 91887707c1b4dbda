using System.Text.RegularExpressions;

namespace Placard.Domain.Accounts;

/// <summary>Which addresses a mail can be sent to: one plain address, with nothing in it that a header or a list of recipients would read otherwise.</summary>
public static partial class EmailAddresses
{
    public const int MostCharacters = 254;

    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MostCharacters && Plain().IsMatch(text);
    }

    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*(?<=^.{1,64})@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();
}
