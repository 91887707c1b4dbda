using CsCheck;
using Placard.Domain;
using Xunit;

namespace Placard.UnitTests;

public sealed class ZonedTimeTests
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Prague", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
        "Africa/Casablanca", "America/Sao_Paulo", "Pacific/Chatham", "Antarctica/Troll", "Asia/Tehran", "Etc/GMT+12", "Pacific/Kiritimati",
    ];

    private static readonly Gen<TimeZoneInfo> AnyZone = Gen.Int[0, Zones.Length - 1].Select(index => ZonedTime.Find(Zones[index])!);

    private static readonly Gen<DateTime> AnyTime =
        Gen.Long[(new DateTime(1971, 1, 1) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond, (new DateTime(2060, 1, 1) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond]
            .Select(milliseconds => DateTime.SpecifyKind(DateTime.UnixEpoch.AddMilliseconds(milliseconds), DateTimeKind.Unspecified));

    // Times near a change of the clocks, as random ones seldom are.
    private static readonly Gen<(TimeZoneInfo Zone, DateTime Local)> NearAChange =
        from zone in AnyZone
        from start in AnyTime
        from minutes in Gen.Int[-180, 180]
        select (zone, ZonedTime.ToLocal(NextChange(DateTime.SpecifyKind(start, DateTimeKind.Utc), zone), zone).AddMinutes(minutes));

    [Fact]
    public void A_time_that_clocks_show_is_shown_at_its_instant_and_at_none_before() =>
        Gen.OneOf(Gen.Select(AnyZone, AnyTime), NearAChange).Sample(
            (zone, local) =>
            {
                var instant = ZonedTime.ToUtc(local, zone);
                var shown = ZonedTime.ToLocal(instant, zone);
                if (shown == local)
                {
                    // Where the clocks show it twice, the first is meant.
                    Assert.DoesNotContain(
                        Enumerable.Range(1, 3 * 60).Select(minutes => instant.AddMinutes(-minutes)),
                        earlier => ZonedTime.ToLocal(earlier, zone) == local);
                }
                else
                {
                    // Clocks skip it: they went from before it to after it at this very instant.
                    Assert.True(shown > local, $"{zone.Id} {local:O} -> {instant:O}");
                    Assert.True(ZonedTime.ToLocal(instant.AddMilliseconds(-1), zone) < local, $"{zone.Id} {local:O} -> {instant:O}");
                }
            },
            iter: 5_000);

    [Fact]
    public void What_clocks_show_at_an_instant_leads_back_to_it_or_to_the_earlier_one_of_that_time() =>
        Gen.Select(AnyZone, AnyTime).Sample(
            (zone, time) =>
            {
                var instant = DateTime.SpecifyKind(time, DateTimeKind.Utc);
                var local = ZonedTime.ToLocal(instant, zone);
                var back = ZonedTime.ToUtc(local, zone);
                Assert.True(back <= instant);
                Assert.Equal(local, ZonedTime.ToLocal(back, zone));
            },
            iter: 5_000);

    [Theory]
    [InlineData("Europe/Prague", "2018-09-09T09:09:34.001", "2018-09-09T07:09:34.001")]
    [InlineData("Europe/Prague", "2026-03-29T02:30:00", "2026-03-29T01:00:00")]
    [InlineData("Europe/Prague", "2026-10-25T02:30:00", "2026-10-25T00:30:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:30:00")]
    [InlineData("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T10:00:00")]
    [InlineData("UTC", "2026-01-01T00:00:00", "2026-01-01T00:00:00")]
    public void Gaps_end_at_the_first_valid_instant_and_overlaps_begin_at_the_first(string zone, string local, string utc) =>
        Assert.Equal(
            DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture),
            ZonedTime.ToUtc(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), ZonedTime.Find(zone)!));

    [Theory]
    [InlineData("Central European Standard Time")]
    [InlineData("Central Europe Standard Time")]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/passwd")]
    [InlineData("/usr/share/zoneinfo/Europe/Prague")]
    [InlineData("Europe/")]
    [InlineData("Europe//Prague")]
    [InlineData("+02:00")]
    [InlineData("localtime")]
    [InlineData("posix/Europe/Prague")]
    [InlineData("")]
    public void What_is_no_IANA_zone_is_not_found(string name) => Assert.Null(ZonedTime.Find(name));

    [Theory]
    [InlineData("Europe/Bratislava")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT-14")]
    [InlineData("UTC")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Asia/Calcutta")]
    public void IANA_zones_are_found(string name) => Assert.NotNull(ZonedTime.Find(name));

    private static DateTime NextChange(DateTime from, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(from);
        for (var day = 1; day <= 400; day++)
        {
            if (zone.GetUtcOffset(from.AddDays(day)) == offset)
            {
                continue;
            }

            var (before, after) = (from.AddDays(day - 1), from.AddDays(day));
            while (after - before > TimeSpan.FromMilliseconds(1))
            {
                var half = before + TimeSpan.FromMilliseconds(Math.Floor((after - before).TotalMilliseconds / 2));
                (before, after) = zone.GetUtcOffset(half) == offset ? (half, after) : (before, half);
            }

            return after;
        }

        return from;
    }
}
