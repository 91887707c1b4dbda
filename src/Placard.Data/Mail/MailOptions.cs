namespace Placard.Data.Mail;

/// <summary>Limits of mail. Configuration section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>How many mails an organization or company may cause within 24 hours.</summary>
    public int MostEachDay { get; init; } = 200;

    /// <summary>After the first failure; doubled with each further one.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromHours(2);

    /// <summary>A mail that could not be sent for so long is given up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    public TimeSpan RetryAfter(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(LongestRetry.Ticks, FirstRetry.Ticks * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30))));
}
