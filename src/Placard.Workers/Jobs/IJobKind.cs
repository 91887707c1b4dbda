namespace Placard.Workers.Jobs;

/// <summary>
/// What is done about the jobs of one kind. A run is a short step: it reads, does what needs the time, and ends by
/// a commit of <see cref="JobRun"/>, in which its rows and the job's own row are written together. It may be killed anywhere
/// and begun again by another node, so all that it does before must bear repetition.
/// </summary>
public interface IJobKind
{
    /// <summary>Stored in the rows; never changes.</summary>
    string Kind { get; }

    /// <summary>A recurring kind has one job that is always there: after a run that ends with <see cref="JobStep.Finished"/> it is due again after this time. Null: jobs are made by whoever needs one.</summary>
    TimeSpan? Every => null;

    Task RunAsync(JobRun run, CancellationToken cancellation);
}

/// <summary>What follows a step.</summary>
public sealed record JobStep
{
    private JobStep(DateTime? dueAt, string? payload)
    {
        DueAt = dueAt;
        Payload = payload;
    }

    /// <summary>The job is done; a recurring one waits for its next turn.</summary>
    public static JobStep Finished { get; } = new(null, null);

    /// <summary>When the next step is due; null when there is none.</summary>
    public DateTime? DueAt { get; }

    /// <summary>What the next step has to know; null keeps what is there.</summary>
    public string? Payload { get; }

    /// <summary>There is more to do.</summary>
    public static JobStep Again(DateTime dueAt, string? payload = null) => new(dueAt, payload);
}

/// <summary>The lease ran out while the work was under way and another runner may have the job. Nothing was written.</summary>
public sealed class LeaseLostException() : Exception("The lease of the job ended before its work did.");
