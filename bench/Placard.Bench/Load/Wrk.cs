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
    public static async Task<double> RunAsync(Uri @base, IReadOnlyList<string> paths, string key, int seconds, CancellationToken cancellation)
    {
        var script = Path.GetTempFileName();
        try
        {
            var list = string.Join(',', paths.Select(path => $"\"{path}\""));
            await File.WriteAllTextAsync(
                script,
                $$"""
                local paths = { {{list}} }
                local turn = 0
                request = function()
                  turn = turn % #paths + 1
                  return wrk.format("GET", paths[turn])
                end
                """,
                cancellation);
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
