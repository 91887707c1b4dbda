using System.Text.Json;
using CsCheck;
using Placard.Domain.Content;
using Xunit;

namespace Placard.UnitTests;

/// <summary>Which timings of a device are in force.</summary>
public sealed class ContentInForceTests
{
    private static readonly DateTime Start = DateTime.UnixEpoch.AddYears(56);

    // A small world, so that ties and edges happen often.
    private static readonly Gen<TimingSpan[]> Timings =
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 4])
            .Array[0, 6]
            .Select(made => made.Select((timing, number) => new TimingSpan(
                $"t{number}", timing.Item5 > 0, At(timing.Item1), At(timing.Item2), timing.Item3, At(timing.Item4))).ToArray());

    [Fact]
    public void Nothing_is_in_force_before_the_first_begins() =>
        Assert.Empty(ContentInForce.At([Timing("a", 5, 9)], At(4)));

    [Fact]
    public void What_has_ended_stays_until_something_later_begins()
    {
        TimingSpan[] timings = [Timing("a", 1, 1), Timing("b", 5, 7)];

        Assert.Equal(["a"], Shown(timings, 4));
        Assert.Equal(["b"], Shown(timings, 5));
        Assert.Equal(["b"], Shown(timings, 7));
        Assert.Equal(["b"], Shown(timings, 100));
    }

    [Fact]
    public void What_runs_hides_what_has_ended_and_both_that_run_are_shown_by_position_and_age()
    {
        TimingSpan[] timings = [Timing("ended", 6, 6, 0), Timing("second", 1, 9, 1, 2), Timing("third", 2, 9, 2, 0), Timing("first", 3, 9, 1, 1)];

        Assert.Equal(["first", "second", "third"], Shown(timings, 8));
        Assert.Equal(["ended"], Shown(timings, 9));
    }

    [Fact]
    public void An_end_before_the_beginning_is_over_at_once_and_sticks() =>
        Assert.Equal(["b"], Shown([Timing("a", 1, 1), Timing("b", 5, 2)], 5));

    [Fact]
    public void What_is_not_enabled_counts_for_nothing()
    {
        TimingSpan[] timings = [Timing("a", 1, 1), Timing("b", 2, 9) with { Enabled = false }];

        Assert.Equal(["a"], Shown(timings, 5));
        Assert.Null(ContentInForce.NextEdge(timings, At(5)));
    }

    [Fact]
    public void Something_is_shown_whenever_something_has_begun() =>
        Gen.Select(Timings, Gen.Int[0, 10]).Sample((timings, now) =>
            ContentInForce.At(timings, At(now)).Count > 0 == timings.Any(timing => timing.Enabled && timing.StartsAt <= At(now)));

    [Fact]
    public void The_rule_is_what_it_says() =>
        Gen.Select(Timings, Gen.Int[0, 10]).Sample((timings, number) =>
        {
            var now = At(number);
            var begun = timings.Where(timing => timing.Enabled && timing.StartsAt <= now).ToArray();
            bool Wanted(TimingSpan timing) => begun.Contains(timing)
                && (now < timing.EndsAt || (begun.All(other => now >= other.EndsAt) && begun.All(other => other.StartsAt <= timing.StartsAt)));
            var shown = ContentInForce.At(timings, now);
            return shown.ToHashSet().SetEquals(timings.Where(Wanted))
                && shown.Zip(shown.Skip(1)).All(pair => (pair.First.Position, pair.First.CreatedAt).CompareTo((pair.Second.Position, pair.Second.CreatedAt)) <= 0);
        });

    [Fact]
    public void Nothing_changes_before_the_next_edge() =>
        Gen.Select(Timings, Gen.Int[0, 10]).Sample((timings, number) =>
        {
            var edge = ContentInForce.NextEdge(timings, At(number));
            var shown = ContentInForce.At(timings, At(number));
            return (edge is null || edge > At(number))
                && Enumerable.Range(number, 12).Select(At).Where(at => edge is null || at < edge).All(at => ContentInForce.At(timings, at).SequenceEqual(shown));
        });

    [Theory]
    [InlineData("""{"a":1.50}""", """{"a":1.50}""")]
    [InlineData(""" "{\"a\":\"x\"}" """, """{"a":"x"}""")]
    [InlineData("\"{'identification':'XXX'}\"", """{"identification":"XXX"}""")]
    [InlineData("\"{'a':'say \\\"hi\\\"','b':'it\\\\'s'}\"", """{"a":"say \"hi\"","b":"it's"}""")]
    [InlineData("\"{}\"", "{}")]
    public void Configurations_are_read_from_objects_and_texts(string sent, string read)
    {
        Assert.True(ConfigurationText.TryRead(JsonElement.Parse(sent), out var configuration));
        Assert.Equal(read, configuration.GetRawText());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"[1]\"")]
    [InlineData("\"{'a':\"")]
    [InlineData("\"{\\\"a\\\":1,\\\"a\\\":2}\"")]
    [InlineData("\"{\\\"a\\\":\\\"\\\\u0000\\\"}\"")]
    [InlineData("\"{\\\"a\\\":\\\"\\\\ud800\\\"}\"")]
    public void What_is_no_object_is_no_configuration(string sent) =>
        Assert.False(ConfigurationText.TryRead(JsonElement.Parse(sent), out _));

    [Fact]
    public void Any_text_is_read_or_refused_and_never_an_error() =>
        Gen.String.Sample(text =>
        {
            ConfigurationText.TryRead(JsonSerializer.SerializeToElement(text), out _);
            ConfigurationText.TryRead(JsonSerializer.SerializeToElement("{'" + text), out _);
        });

    private static string[] Shown(TimingSpan[] timings, int now) => [.. ContentInForce.At(timings, At(now)).Select(timing => timing.Uid)];

    private static TimingSpan Timing(string uid, int startsAt, int endsAt, double position = 1, int createdAt = 0) =>
        new(uid, Enabled: true, At(startsAt), At(endsAt), position, At(createdAt));

    private static DateTime At(int seconds) => Start.AddSeconds(seconds);
}
