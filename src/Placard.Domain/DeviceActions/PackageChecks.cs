using Placard.Domain.Catalogue;
using Placard.Domain.Software;

namespace Placard.Domain.DeviceActions;

/// <summary>What the kinds about packages have in common.</summary>
internal static class PackageChecks
{
    public const int MostCharacters = 255;

    public static TimeSpan AnswerTimeout => TimeSpan.FromMinutes(30);

    public static TimeSpan? UnsentLifetime => TimeSpan.FromDays(7);

    public static void Optional(ValueErrors errors, string field, string? value)
    {
        if (value is not null)
        {
            errors.Text(field, value, 1, MostCharacters);
        }
    }

    public static void ApplicationType(ValueErrors errors, string? value)
    {
        if (value is not null && !ApplicationTypes.IsKnown(value))
        {
            errors.Add("applicationType", ApplicationTypes.Reason);
        }
    }
}
