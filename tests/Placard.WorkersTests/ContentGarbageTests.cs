using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Storage;
using Placard.TestKit;
using Placard.Workers.Retention;
using Xunit;

namespace Placard.WorkersTests;

/// <summary>What content leaves behind goes, and nothing that somebody needs.</summary>
public sealed class ContentGarbageTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_replaced_build_is_kept_for_a_week_and_the_current_one_always(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var (organization, other) = (lab.Server.Credentials.OrganizationUid, Uids.Random(50));
        var applet = await lab.Server.CreateAppletAsync();
        var (gone, kept) = (await lab.BlobAsync("replaced long ago"), await lab.BlobAsync("kept"));
        await lab.Server.ChangeVersionAsync(applet, version => version.BuildPostfix = Postfix(3));
        await lab.Server.WriteAsync(db => db.AddRange(
            Build(1, 7.1, organization, gone), Build(2, 6.9, organization, kept), Build(3, 8, organization, kept), Build(4, null, organization, kept),
            Build(5, 8, other, gone, ofDeleted: true),
            new ContentUsage { OrganizationUid = organization, Bytes = 1000 }, new ContentUsage { OrganizationUid = other, Bytes = 100 }));

        await lab.RunAsync("retention-replaced-builds");

        Assert.Equal([2, 3, 4], (await lab.Database.ReadAsync(db => db.AcrossOrganizations<AppletBuild>().Select(build => build.Postfix).ToListAsync())).Select(int.Parse).Order());
        Assert.Equal(
            [999L, 95],
            await lab.Database.ReadAsync(db => db.AcrossOrganizations<ContentUsage>().OrderByDescending(usage => usage.Bytes).Select(usage => usage.Bytes).ToListAsync()));
        lab.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        await lab.RunAsync("unused-blobs");
        Assert.False(await lab.HasAsync(gone));
        Assert.True(await lab.HasAsync(kept));

        AppletBuild Build(int number, double? replacedDaysAgo, string owner, string blob, bool ofDeleted = false) => new()
        {
            AppletUid = ofDeleted ? "deleted" : applet,
            Version = "1.0.0",
            Postfix = Postfix(number),
            OrganizationUid = owner,
            IsPackage = true,
            BlobHash = blob,
            Size = number,
            BuiltAt = lab.Ago(20),
            ReplacedAt = replacedDaysAgo is { } days ? lab.Ago(days) : null,
        };
    }

    /// <summary>
    /// The clean-up looks for blobs that no row names and then deletes each. An upload of an equal file may come at any moment of that:
    /// before the look, between the two, or after. Its row comes later still.
    /// </summary>
    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_upload_that_ends_while_the_clean_up_runs_keeps_its_file(DatabaseKind database)
    {
        foreach (var moment in Enum.GetValues<Moment>())
        {
            await using var lab = await JobLab.StartAsync(database);
            const string Content = "an equal file was here before, of something that is deleted";
            var hash = await lab.BlobAsync(Content);
            var applet = await lab.Server.CreateAppletAsync();
            lab.Time.Advance(TimeSpan.FromDays(2));
            var store = new InterruptedStore(lab.Blobs());
            store.At(moment, () => lab.BlobAsync(Content));
            var cleanUp = new DeleteUnusedBlobs(lab.Database, store, Options.Create(new RetentionOptions()), lab.Time);

            await lab.AddAsync(cleanUp.Kind);
            await JobLab.RunAllAsync(lab.Runner(cleanUp));

            // Now comes the row of the upload.
            await lab.Server.PutAppletFileAsync(applet, "index.html", "another");
            await lab.Database.WriteAsync(
                (db, token) => db.AcrossOrganizations<AppletFile>().ExecuteUpdateAsync(row => row.SetProperty(file => file.BlobHash, hash), token), CancellationToken.None);
            Assert.True(store.Interrupted, $"Nothing happened {moment}.");
            Assert.True(await lab.HasAsync(hash), $"The file is gone when it came {moment}.");
            await lab.RunAsync("unused-blobs");
            Assert.True(await lab.HasAsync(hash));
        }
    }

    private static string Postfix(int number) => number.ToString("d32", System.Globalization.CultureInfo.InvariantCulture);

    private enum Moment
    {
        BeforeTheLook,
        BeforeTheDeletion,
        AfterTheDeletion,
    }

    /// <summary>Lets something happen at one moment of the clean-up.</summary>
    private sealed class InterruptedStore(IBlobStore inner) : IBlobStore
    {
        private Moment _moment;
        private Func<Task>? _act;

        public bool Interrupted => _act is null;

        public void At(Moment moment, Func<Task> act) => (_moment, _act) = (moment, act);

        public async IAsyncEnumerable<string> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var hash in inner.ListAsync(prefix, cancellation))
            {
                await ActAsync(Moment.BeforeTheLook);
                yield return hash;
            }
        }

        public async Task DeleteOlderAsync(string hash, DateTimeOffset storedBefore, CancellationToken cancellation)
        {
            await ActAsync(Moment.BeforeTheDeletion);
            await inner.DeleteOlderAsync(hash, storedBefore, cancellation);
            await ActAsync(Moment.AfterTheDeletion);
        }

        public Task<StoredBlob> PutAsync(Stream content, long maxBytes, CancellationToken cancellation) => inner.PutAsync(content, maxBytes, cancellation);

        public Task<Stream?> OpenAsync(string hash, CancellationToken cancellation) => inner.OpenAsync(hash, cancellation);

        public Stream OpenDraft() => inner.OpenDraft();

        public Task DeleteAsync(string hash, CancellationToken cancellation) => inner.DeleteAsync(hash, cancellation);

        private async Task ActAsync(Moment moment)
        {
            if (moment == _moment && _act is { } act)
            {
                _act = null;
                await act();
            }
        }
    }
}
