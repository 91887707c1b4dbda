using System.Web;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Placard.Storage;
using Xunit;

namespace Placard.ServerTests;

public sealed class SignedUrlsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<TimeSpan> Lifetimes = Gen.Int[1, 100_000].Select(seconds => TimeSpan.FromSeconds(seconds));

    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public void Other_texts_are_signed_by_the_same_key_and_never_pass_for_addresses()
    {
        var urls = new SignedUrls(Key(1), _time);
        var signature = urls.SignText("upload\na");

        Assert.True(urls.VerifyText("upload\na", signature));
        Assert.False(urls.VerifyText("upload\nb", signature));
        Assert.False(urls.VerifyText("upload\na", signature[..^1]));
        Assert.False(urls.VerifyText("upload\na", ""));
        Assert.False(new SignedUrls(Key(2), _time).VerifyText("upload\na", signature));
        Assert.Throws<ArgumentException>(() => urls.SignText("/screenshot/1\n0"));
    }

    [Fact]
    public void Work_for_at_least_their_lifetime_and_at_most_an_hour_longer() =>
        Gen.Select(Lifetimes, Gen.Int[0, 7200]).Sample((lifetime, offset) =>
        {
            var time = new FakeTimeProvider(Noon.AddSeconds(offset));
            var urls = new SignedUrls(Key(1), time);
            var (path, expires, signature) = Parts(urls.Sign("/screenshot/1", lifetime));

            time.Advance(lifetime);
            var atEnd = urls.Verify(path, expires, signature);
            time.Advance(TimeSpan.FromHours(1));
            return atEnd && !urls.Verify(path, expires, signature);
        });

    [Fact]
    public void Stay_the_same_within_an_hour()
    {
        var urls = new SignedUrls(Key(1), _time);
        var first = urls.Sign("/screenshot/1", TimeSpan.FromHours(8));

        _time.Advance(TimeSpan.FromMinutes(59));

        Assert.Equal(first, urls.Sign("/screenshot/1", TimeSpan.FromHours(8)));
    }

    [Fact]
    public void Are_equal_on_all_nodes_that_share_the_key() =>
        Assert.Equal(
            new SignedUrls(Key(1), _time).Sign("/a", TimeSpan.FromHours(1)),
            new SignedUrls(Key(1), _time).Sign("/a", TimeSpan.FromHours(1)));

    [Fact]
    public void Do_not_open_another_path_nor_live_longer_nor_work_with_another_key()
    {
        var urls = new SignedUrls(Key(1), _time);
        var (path, expires, signature) = Parts(urls.Sign("/screenshot/1", TimeSpan.FromHours(1)));

        Assert.True(urls.Verify(path, expires, signature));
        Assert.False(urls.Verify("/screenshot/2", expires, signature));
        Assert.False(urls.Verify(path, expires + "0", signature));
        Assert.False(new SignedUrls(Key(2), _time).Verify(path, expires, signature));
    }

    [Fact]
    public void Refuse_whatever_else_stands_in_the_query() =>
        Gen.Select(Gen.String.Null(), Gen.String.Null()).Sample((expires, signature) =>
            !new SignedUrls(Key(1), _time).Verify("/screenshot/1", expires, signature));

    private static Func<byte[]> Key(byte fill) => () => Enumerable.Repeat(fill, 32).ToArray();

    private static (string Path, string? Expires, string? Signature) Parts(string url)
    {
        var parts = url.Split('?');
        var query = HttpUtility.ParseQueryString(parts[1]);
        return (parts[0], query["expires"], query["signature"]);
    }
}
