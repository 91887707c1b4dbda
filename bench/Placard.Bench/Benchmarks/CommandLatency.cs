using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>How long a command takes from the PUT to its committed success, by the server's own histogram, with a swarm on WebSockets that answers at once.</summary>
internal static class CommandLatency
{
    private const string Histogram = "placard_command_duration_seconds";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(BenchSettings settings, int devices, double rate, TimeSpan duration, CancellationToken cancellation)
    {
        await using var server = await PlacardUnderTest.StartAsync(settings.Server, settings.Postgres, null, cancellation);
        await using var swarm = await Swarm.StartAsync(settings, server, devices, cancellation);

        // The first telemetry of a thousand devices comes in these seconds.
        await Task.Delay(Settling, cancellation);
        using var client = server.Client();
        var uids = await DeviceUidsAsync(client, cancellation);
        await SendAsync(client, uids, rate, TimeSpan.FromSeconds(5), cancellation);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);

        var before = await PrometheusHistogram.ReadAsync(client, Histogram, cancellation);
        var (serverBefore, swarmBefore) = (server.Process.ProcessorTime, swarm.ProcessorTime);
        var (sent, answers) = await SendAsync(client, uids, rate, duration, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        var after = (await PrometheusHistogram.ReadAsync(client, Histogram, cancellation)).Since(before);
        answers.Sort();
        Console.WriteLine($"command  {devices} devices, {rate:0} PUT/s, {duration.TotalSeconds:0} s: {sent} sent, {after.Count:0} succeeded");
        Console.WriteLine($"command  PUT to committed success: p50 {Milliseconds(after.Quantile(0.5))}, p99 {Milliseconds(after.Quantile(0.99))}");
        Console.WriteLine($"command  PUT to its answer (client): p50 {answers[answers.Count / 2]:0.0} ms, p99 {answers[answers.Count * 99 / 100]:0.0} ms");
        Console.WriteLine($"command  processor: server {Share(server.Process.ProcessorTime - serverBefore, duration)}, swarm {Share(swarm.ProcessorTime - swarmBefore, duration)}; RSS {server.Process.ResidentBytes / 1e6:0} MB");
        return 0;
    }

    private static async Task<(int Sent, List<double> Answers)> SendAsync(
        HttpClient client, IReadOnlyList<string> uids, double rate, TimeSpan duration, CancellationToken cancellation)
    {
        var answers = new List<double>();
        var pending = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        var sent = 0;
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            var due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate);
            for (; sent < due; sent++)
            {
                pending.Add(PutAsync(client, uids[sent % uids.Count], sent % 101, answers, cancellation));
            }

            await Task.Delay(2, cancellation);
        }

        await Task.WhenAll(pending);
        return (sent, answers);
    }

    private static async Task PutAsync(HttpClient client, string uid, int volume, List<double> answers, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PutAsJsonAsync(new Uri($"/v1/device/{uid}/volume", UriKind.Relative), new { volume }, cancellation);
        answer.EnsureSuccessStatusCode();
        lock (answers)
        {
            answers.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private static async Task<IReadOnlyList<string>> DeviceUidsAsync(HttpClient client, CancellationToken cancellation)
    {
        using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri("/v2/device?limit=1000", UriKind.Relative), cancellation));
        return [.. list.RootElement.EnumerateArray().Select(device => device.GetProperty("uid").GetString()!)];
    }

    private static string Milliseconds(double seconds) => $"{seconds * 1000:0.0} ms";

    private static string Share(TimeSpan used, TimeSpan of) => $"{100 * used / of:0} %";
}
