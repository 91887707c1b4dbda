using Microsoft.Extensions.Options;
using Placard.Domain;
using Placard.Workers.Jobs;

namespace Placard.Workers.Retention;

/// <summary>The job of one rule: a batch in each step, until nothing old is left.</summary>
public sealed class DeleteOld(RetentionRule rule, IOptions<RetentionOptions> options, TimeProvider time) : IJobKind
{
    public string Kind => $"retention-{rule.Name}";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var now = time.Now();
        return run.CommitAsync(
            async (db, token) => await rule.DeleteAsync(db, now - rule.Age(options.Value), run.Payload, token) is { } next
                ? JobStep.Again(now, next)
                : JobStep.Again(now + Every!.Value, ""),
            cancellation);
    }
}
