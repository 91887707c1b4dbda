using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.CoreAppChannel;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;
using Xunit;

namespace Placard.UnitTests;

public sealed class RuleTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(56);

    [Fact]
    public void Ordered_uids_sort_by_making_even_when_the_clock_stands_or_goes_back()
    {
        Gen.Int[-5, 5].Array[1, 200].Sample(steps =>
        {
            var time = new AdjustableClock(Start);
            var uids = new Uids(time);
            var made = steps.Select(step =>
            {
                time.Now += TimeSpan.FromMilliseconds(step);
                return uids.Ordered();
            }).ToArray();
            return made.SequenceEqual(made.Order(StringComparer.Ordinal)) && made.Distinct().Count() == made.Length
                && made.All(uid => uid.Length == 50 && uid.All(char.IsAsciiHexDigitLower));
        });
    }

    [Fact]
    public void Account_ids_are_exact_in_javascript() =>
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.InRange(Uids.AccountId(), 1L << 32, 1L << 53));

    [Fact]
    public void Instants_are_written_with_exactly_three_digits() =>
        Gen.Long[0, 4_000_000_000_000].Sample(milliseconds =>
        {
            var instant = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
            var text = instant.ToContract();
            return text.Length == 24 && DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime == instant;
        });

    [Fact]
    public async Task A_pump_never_works_twice_at_a_time_and_misses_no_call()
    {
        var gate = new PumpGate();
        var (waiting, working, overlaps, done) = (0, 0, 0, 0);
        void Drain()
        {
            do
            {
                if (Interlocked.Increment(ref working) != 1)
                {
                    Interlocked.Increment(ref overlaps);
                }

                done += Interlocked.Exchange(ref waiting, 0);
                Interlocked.Decrement(ref working);
            }
            while (!gate.TryEnd());
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var call = 0; call < 20_000; call++)
            {
                Interlocked.Increment(ref waiting);
                if (gate.TryBegin())
                {
                    Drain();
                }
            }
        })));

        Assert.Equal((0, 0, 160_000), (overlaps, waiting, done));
    }

    [Fact]
    public void A_remembered_content_excuses_one_repetition_and_is_forgotten_in_time() =>
        Gen.Byte[0, 5].Array[0, 30].Sample(contents =>
        {
            var until = Start.UtcDateTime.AddMinutes(10);
            var suspects = new SuspectFrames(contents.Select((content, index) => ((long)index, new[] { content })), until);
            foreach (var group in contents.GroupBy(content => content))
            {
                for (var repetition = 0; repetition < group.Count(); repetition++)
                {
                    if (suspects.TakeRepetition([group.Key], Start.UtcDateTime) is null)
                    {
                        return false;
                    }
                }

                if (suspects.TakeRepetition([group.Key], Start.UtcDateTime) is not null)
                {
                    return false;
                }
            }

            return new SuspectFrames([(1, [1])], until).TakeRepetition([1], until) is null;
        });

    [Fact]
    public void A_limit_counts_by_key_and_minute()
    {
        var time = new FakeTimeProvider(Start);
        var limit = new MinuteLimit(2, time);

        Assert.True(limit.TryCount("a"));
        Assert.True(limit.TryCount("a"));
        Assert.True(limit.IsExhausted("a"));
        Assert.False(limit.TryCount("a"));
        Assert.True(limit.TryCount("b"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(limit.IsExhausted("a"));
        Assert.True(limit.TryCount("a"));
    }

    private sealed class AdjustableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
