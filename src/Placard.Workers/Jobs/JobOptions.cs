namespace Placard.Workers.Jobs;

/// <summary>How background work is run. Configuration section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Whether this node takes part.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many jobs a node works on at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How often due jobs are looked for. A job made on this node is seen at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For so long a job belongs to the node that took it; renewed at a third. A dead node's job is taken over after it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait after the first failure; doubled with each further one.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After so many failures in a row a job is parked; a recurring one waits for its next turn.</summary>
    public int MaxAttempts { get; init; } = 10;

    public TimeSpan RetryAfter(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(LongestRetry.Ticks, FirstRetry.Ticks * Math.Pow(2, Math.Min(attempts - 1, 30))));
}
