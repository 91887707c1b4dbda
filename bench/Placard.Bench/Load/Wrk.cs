using System.Globalization;
using System.Text.RegularExpressions;
using Placard.Bench.Measuring;

namespace Placard.Bench.Load;

/// <summary>Debian's wrk: many requests over few connections, at little cost of its own.</summary>
internal static partial class Wrk
{
    private const int Connections = 16;

    /// <param name="base">Scheme, host and port.</param>
    /// <param name="paths">Taken in turn.</param>
    /// <param name="key">Value of X-Auth.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Requests in a second.</returns>
    public static Task<double> RunAsync(Uri @base, IReadOnlyList<string> paths, string key, int seconds, CancellationToken cancellation)
    {
        var list = string.Join(',', paths.Select(path => $"\"{path}\""));
        return RunScriptAsync(
            @base,
            $$"""
            local paths = { {{list}} }
            local turn = 0
            request = function()
              turn = turn % #paths + 1
              return wrk.format("GET", paths[turn])
            end
            """,
            key,
            seconds,
            cancellation);
    }

    /// <summary>Posts JSON, numbered from 1 to a count and again.</summary>
    /// <param name="base">Scheme, host and port.</param>
    /// <param name="path">Where to.</param>
    /// <param name="body">With one number in C's notation.</param>
    /// <param name="count">The last number.</param>
    /// <param name="key">Value of X-Auth.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Requests in a second.</returns>
    public static Task<double> PostAsync(Uri @base, string path, string body, int count, string key, int seconds, CancellationToken cancellation) =>
        RunScriptAsync(
            @base,
            $$"""
            local turn = 0
            local headers = { ["Content-Type"] = "application/json", ["X-Auth"] = "{{key}}" }
            request = function()
              turn = turn % {{count}} + 1
              return wrk.format("POST", "{{path}}", headers, string.format([[{{body}}]], turn))
            end
            """,
            key,
            seconds,
            cancellation);

    private static async Task<double> RunScriptAsync(Uri @base, string lua, string key, int seconds, CancellationToken cancellation)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, lua, cancellation);
            var output = await ChildProcess.RunAsync(
                "wrk",
                [
                    "-t1", $"-c{Connections}", $"-d{seconds}s", "-s", script, "-H", $"X-Auth: {key}", @base.GetLeftPart(UriPartial.Authority),
                ],
                cancellation);
            return output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)
                ? throw new InvalidOperationException($"Some answers were errors:\n{output}")
                : double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Rate();
}
