using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Placard.Bench.Measuring;

/// <summary>A program under measurement: its output, its memory and its processor time.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int ClockTicksPerSecond = 100;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();
    private event Action<string>? LineCame;

    private ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        StartedAt = Stopwatch.GetTimestamp();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Timestamp of the stopwatch just before the process began.</summary>
    public long StartedAt { get; }

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_gate)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes => Status("VmRSS:") * 1024;

    public long PeakResidentBytes => Status("VmHWM:") * 1024;

    /// <summary>Lets the peak begin anew at what is resident now.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>Processor time used so far, by all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds(ticks / (double)ClockTicksPerSecond);
        }
    }

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        new(program, arguments, environment);

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        await using var process = Start(program, arguments);
        await process._process.WaitForExitAsync(cancellation);
        return process._process.ExitCode == 0 ? process.Output : throw new InvalidOperationException($"{program} failed:\n{process.Output}");
    }

    /// <summary>Waits until the program printed the text.</summary>
    public async Task PrintedAsync(string text, TimeSpan patience, CancellationToken cancellation)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(string line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }

        LineCame += Look;
        try
        {
            Look(Output);
            await seen.Task.WaitAsync(patience, cancellation);
        }
        finally
        {
            LineCame -= Look;
        }
    }

    /// <summary>Asks the program to end, as a service manager would.</summary>
    public async Task TerminateAsync()
    {
        if (!HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _output.AppendLine(line);
        }

        LineCame?.Invoke(line);
    }

    private long Status(string key) => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith(key, StringComparison.Ordinal))
        .Select(line => long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
