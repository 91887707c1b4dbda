using Placard.DeviceEmulation;
using Placard.DeviceEmulation.Swarm;

namespace Placard.Emulator;

/// <summary>Lines for people: on a terminal the progress stays in one line, in a file each has its own.</summary>
internal sealed class ProgressOutput(TextWriter writer, bool isRedirected)
{
    private int _open;

    public void Line(string text)
    {
        Finish();
        writer.WriteLine(text);
        writer.Flush();
    }

    public void Progress(SwarmProgress progress)
    {
        var text = $"{progress.Started}/{progress.Count} started, {progress.OpenSessions} sessions, {progress.Verified} verified, "
            + $"{progress.Counters[Count.Commands]} commands, {progress.Counters[Count.Telemetry]} telemetry, {progress.Counters[Count.Drops]} drops, "
            + $"{progress.Counters[Count.ConnectFailures]} failed connects";
        if (isRedirected)
        {
            writer.WriteLine(text);
        }
        else
        {
            writer.Write('\r' + text.PadRight(_open));
            _open = text.Length;
        }

        writer.Flush();
    }

    /// <summary>Final counts: sessions and devices as they were before the stop.</summary>
    public void Counts(SwarmProgress last, EmulationCounters counters)
    {
        Finish();
        writer.WriteLine($"devices {last.Count}, verified {last.Verified}, sessions {last.OpenSessions}");
        foreach (var (count, value) in counters.Snapshot().Where(pair => pair.Value != 0 && pair.Key is not (Count.OpenSessions or Count.VerifiedDevices)))
        {
            writer.WriteLine($"  {count,-22}{value,12}");
        }

        writer.Flush();
    }

    private void Finish()
    {
        if (_open > 0)
        {
            writer.WriteLine();
            _open = 0;
        }
    }
}
