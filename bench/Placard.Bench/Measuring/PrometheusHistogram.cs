using System.Globalization;

namespace Placard.Bench.Measuring;

/// <summary>A histogram as <c>/metrics</c> shows it: cumulative counts by upper bound, all label sets together.</summary>
internal sealed class PrometheusHistogram
{
    private readonly SortedDictionary<double, double> _counts = [];

    public double Count => _counts.Count == 0 ? 0 : _counts.Values.Last();

    public static async Task<PrometheusHistogram> ReadAsync(HttpClient client, string name, CancellationToken cancellation)
    {
        var histogram = new PrometheusHistogram();
        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellation);
        foreach (var line in text.Split('\n').Where(line => line.StartsWith(name + "_bucket{", StringComparison.Ordinal)))
        {
            var bound = line[(line.IndexOf("le=\"", StringComparison.Ordinal) + 4)..];
            bound = bound[..bound.IndexOf('"', StringComparison.Ordinal)];
            var key = bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture);
            var value = double.Parse(line[(line.IndexOf("} ", StringComparison.Ordinal) + 2)..].Split(' ')[0], CultureInfo.InvariantCulture);
            histogram._counts[key] = histogram._counts.GetValueOrDefault(key) + value;
        }

        return histogram;
    }

    /// <summary>What was recorded since an earlier reading.</summary>
    public PrometheusHistogram Since(PrometheusHistogram earlier)
    {
        var difference = new PrometheusHistogram();
        foreach (var (bound, count) in _counts)
        {
            difference._counts[bound] = count - earlier._counts.GetValueOrDefault(bound);
        }

        return difference;
    }

    /// <summary>The value below which the part of the records lies, by linear interpolation inside its bucket.</summary>
    public double Quantile(double part)
    {
        var wanted = Count * part;
        var (below, from) = (0.0, 0.0);
        foreach (var (bound, count) in _counts)
        {
            if (count >= wanted && count > below)
            {
                return double.IsInfinity(bound) ? double.PositiveInfinity : from + ((bound - from) * (wanted - below) / (count - below));
            }

            (below, from) = (count, bound);
        }

        return double.NaN;
    }
}
