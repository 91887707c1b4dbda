using System.Security.Cryptography;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Placard.Storage;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class BlobStoreTests : IDisposable
{
    private const long Plenty = 1 << 20;

    // The samples of a property run one after the other: they look into the same folder.
    private readonly TestFolder _folder = new();
    private readonly LocalFolderBlobStore _store;

    public BlobStoreTests()
    {
        _store = new(_folder.Path);
        _store.Prepare();
    }

    [Fact]
    public Task Gives_back_what_was_put() =>
        Gen.Byte.Array[0, 200_000].SampleAsync(
            async bytes =>
            {
                var blob = await _store.PutAsync(new TricklingStream(bytes), Plenty, CancellationToken.None);

                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), blob.Hash);
                Assert.Equal(bytes.Length, blob.Size);
                Assert.Equal(bytes, await ReadAsync(blob.Hash));
            },
            iter: 100,
            threads: 1);

    [Fact]
    public Task Stores_equal_content_once_however_many_put_it_at_the_same_time() =>
        Gen.Select(Gen.Byte.Array[1, 50_000], Gen.Int[2, 8]).SampleAsync(
            async (bytes, writers) =>
            {
                var blobs = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ =>
                    Task.Run(() => _store.PutAsync(new TricklingStream(bytes), Plenty, CancellationToken.None))));

                Assert.Single(blobs.Distinct());
                Assert.Equal(bytes, await ReadAsync(blobs[0].Hash));
                Assert.Empty(Rests());
            },
            iter: 30,
            threads: 1);

    [Fact]
    public async Task What_is_stored_while_its_old_twin_is_deleted_is_there_afterwards()
    {
        var time = new FakeTimeProvider();
        var store = new LocalFolderBlobStore(_folder.Path, time);
        for (var round = 0; round < 100; round++)
        {
            var bytes = BitConverter.GetBytes(round);
            var old = await store.PutAsync(new TricklingStream(bytes), Plenty, CancellationToken.None);
            time.Advance(TimeSpan.FromDays(2));
            var longAgo = time.GetUtcNow() - TimeSpan.FromDays(1);

            await Task.WhenAll(
                Task.Run(() => store.DeleteOlderAsync(old.Hash, longAgo, CancellationToken.None)),
                Task.Run(() => store.PutAsync(new TricklingStream(bytes), Plenty, CancellationToken.None)));

            Assert.Equal(bytes, await ReadAsync(old.Hash));
            Assert.Equal(old.Hash, Assert.Single(await store.ListAsync(old.Hash[..2], CancellationToken.None).Where(hash => hash == old.Hash).ToListAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public Task Leaves_nothing_of_a_stream_that_breaks_off() =>
        Gen.Select(Gen.Byte.Array[1, 50_000], Gen.Int[0, 49_999]).SampleAsync(
            async (bytes, at) =>
            {
                var broken = new TricklingStream(bytes, breaksAt: at % bytes.Length);

                await Assert.ThrowsAsync<IOException>(() => _store.PutAsync(broken, Plenty, CancellationToken.None));

                Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
            },
            iter: 50,
            threads: 1);

    [Fact]
    public Task Takes_exactly_the_limit_and_not_a_byte_more() =>
        Gen.Byte.Array[1, 20_000].SampleAsync(
            async bytes =>
            {
                var thrown = await Assert.ThrowsAsync<BlobTooLargeException>(() =>
                    _store.PutAsync(new TricklingStream(bytes), bytes.Length - 1, CancellationToken.None));
                Assert.Equal(bytes.Length - 1, thrown.MaxBytes);
                Assert.Empty(Rests());

                Assert.Equal(bytes.Length, (await _store.PutAsync(new TricklingStream(bytes), bytes.Length, CancellationToken.None)).Size);
            },
            iter: 50,
            threads: 1);

    [Fact]
    public async Task Stops_reading_a_stream_that_never_ends()
    {
        var endless = new TricklingStream(new byte[100_000_000]);

        await Assert.ThrowsAsync<BlobTooLargeException>(() => _store.PutAsync(endless, 1000, CancellationToken.None));

        Assert.InRange(endless.Position, 0, 1_000_000);
    }

    [Fact]
    public async Task Leaves_nothing_of_an_upload_that_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.PutAsync(new TricklingStream([1, 2, 3]), Plenty, cancelled.Token));

        Assert.Empty(Rests());
    }

    [Fact]
    public async Task Removes_at_start_what_a_killed_process_left()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "incoming", "rest"), "half");
        var kept = await _store.PutAsync(new TricklingStream([1]), Plenty, CancellationToken.None);

        _store.Prepare();

        Assert.Empty(Rests());
        Assert.Equal([1], await ReadAsync(kept.Hash));
    }

    [Fact]
    public async Task Opens_nothing_that_is_not_there_and_deletes_it_without_complaint()
    {
        var hash = new string('a', 64);

        Assert.Null(await _store.OpenAsync(hash, CancellationToken.None));
        await _store.DeleteAsync(hash, CancellationToken.None);

        var blob = await _store.PutAsync(new TricklingStream([1, 2]), Plenty, CancellationToken.None);
        await _store.DeleteAsync(blob.Hash, CancellationToken.None);
        Assert.Null(await _store.OpenAsync(blob.Hash, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("..aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Refuses_names_that_are_no_hash(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _store.OpenAsync(name, CancellationToken.None));

    [Fact]
    public async Task A_draft_is_gone_when_disposed_and_one_of_a_killed_process_with_the_next_start()
    {
        await using (var draft = _store.OpenDraft())
        {
            await draft.WriteAsync("draft"u8.ToArray());
            draft.Position = 0;
            var blob = await _store.PutAsync(draft, Plenty, CancellationToken.None);
            Assert.Equal("draft"u8.ToArray(), await ReadAsync(blob.Hash));
        }

        Assert.Empty(Rests());
        await using var killed = _store.OpenDraft();
        Assert.Single(Rests());
        _store.Prepare();
        Assert.Empty(Rests());
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Rests() => Directory.EnumerateFiles(Path.Combine(_folder.Path, "incoming"));

    private async Task<byte[]> ReadAsync(string hash)
    {
        await using var stream = await _store.OpenAsync(hash, CancellationToken.None);
        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Brings its bytes in pieces, as a network does, and may break off.</summary>
    private sealed class TricklingStream(byte[] bytes, int? breaksAt = null) : MemoryStream(bytes)
    {
        private const int MostAtOnce = 7001;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (breaksAt is { } end && Position >= end)
            {
                throw new IOException("The other side is gone.");
            }

            var most = breaksAt is { } at ? (int)Math.Min(MostAtOnce, at - Position) : MostAtOnce;
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
        }
    }
}
