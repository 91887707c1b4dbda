using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Messaging;
using Placard.Storage;

namespace Placard.Api.Features.Applets.Building;

/// <summary>
/// Makes what devices download of a version, and records it as the version's build. Files may change and other builds may run meanwhile: what is recorded
/// is a build of what is there at that moment, or nothing. So once all who change something have built, the last build is the one of the newest content.
/// </summary>
public sealed class AppletBuilder(Database database, IBlobStore blobs, IDeviceSignals signals, IOptions<AppletBuildOptions> options, TimeProvider time) : IDisposable
{
    private const int MostAttempts = 5;
    private const int SignalledAtOnce = 1000;

    private readonly SemaphoreSlim _turns = new(options.Value.Concurrency);

    /// <summary>Builds a version that the caller may change. A build of the same content is used again.</summary>
    /// <exception cref="ApiException">There is no such version; it is published or deprecated; its files make no applet; or they change without end.</exception>
    public async Task BuildAsync(string appletUid, string version, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                var source = await database.ReadAsync(db => AppletSource.ReadAsync(db, appletUid, version, "", options.Value, cancellation));
                source.Check(options.Value);
                if (await TryAsync(source, cancellation) is { } isNew)
                {
                    if (isNew)
                    {
                        await SignalAsync(appletUid, version);
                    }

                    return;
                }
            }
        }
        finally
        {
            _turns.Release();
        }

        throw ApiErrors.Conflict("The files of the version change all the time; build it when all of them are there");
    }

    public void Dispose() => _turns.Dispose();

    // Whether devices get something else now; null if the content changed meanwhile.
    private async Task<bool?> TryAsync(AppletSource source, CancellationToken cancellation)
    {
        var known = await database.ReadAsync(async db =>
        {
            if (!source.IsPackage && source.Version.FrontAppletVersion is { } library)
            {
                await FrontAppletLibraries.MustBeHereAsync(db, library, "", cancellation);
            }

            return await Build(db, source).AnyAsync(cancellation);
        });
        try
        {
            var made = known ? null : await MakeAsync(source, cancellation);
            return await database.WriteAsync((db, token) => RecordAsync(db, source, made, token), cancellation);
        }
        catch (MissingBlobException)
        {
            // A file that was replaced is kept for a day, so this was a very slow build; or its content is lost, and trying again is no use.
            var now = await database.ReadAsync(db => AppletSource.ReadAsync(db, source.Version.AppletUid, source.Version.Version, "", options.Value, cancellation));
            if (now.Postfix == source.Postfix)
            {
                throw;
            }

            return null;
        }
    }

    private async Task<StoredBlob> MakeAsync(AppletSource source, CancellationToken cancellation)
    {
        await using var draft = blobs.OpenDraft();
        if (source.IsPackage)
        {
            await PackageZip.WriteAsync(draft, await ManifestAsync(source, cancellation), source.Files.Select(file => (file.Path, file.BlobHash)), blobs, cancellation);
        }
        else
        {
            await WritePageAsync(draft, source, cancellation);
        }

        draft.Position = 0;
        return await blobs.PutAsync(draft, long.MaxValue, cancellation);
    }

    private async Task<byte[]> ManifestAsync(AppletSource source, CancellationToken cancellation)
    {
        var entryFile = source.Version.EntryFile!;
        if (source.Files.FirstOrDefault(file => file.Path == PackageManifest.Name) is not { } own)
        {
            return PackageManifest.Make(entryFile);
        }

        if (own.Size > PackageManifest.MostBytes)
        {
            throw ApiErrors.InvalidBody(PackageManifest.Name, $"has more than {PackageManifest.MostBytes} bytes");
        }

        await using var content = await blobs.OpenAsync(own.BlobHash, cancellation) ?? throw new MissingBlobException(own.Path);
        var bytes = new byte[own.Size];
        await content.ReadExactlyAsync(bytes, cancellation);
        return PackageManifest.With(bytes, entryFile) ?? throw ApiErrors.InvalidBody(PackageManifest.Name, "is not a JSON object; devices could not read it");
    }

    private async Task WritePageAsync(Stream target, AppletSource source, CancellationToken cancellation)
    {
        await using var page = await blobs.OpenAsync(source.Version.BinaryBlobHash!, cancellation) ?? throw new MissingBlobException("binary");
        if (source.Version.FrontAppletVersion is not null)
        {
            var start = new byte[PageLoader.MostSearched];
            var read = await page.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
            var place = PageLoader.FindPlace(start.AsSpan(0, read));
            await target.WriteAsync(start.AsMemory(0, place), cancellation);
            await target.WriteAsync(PageLoader.Bytes, cancellation);
            await target.WriteAsync(start.AsMemory(place, read - place), cancellation);
        }

        await page.CopyToAsync(target, cancellation);
    }

    private async Task<bool?> RecordAsync(PlacardDbContext db, AppletSource source, StoredBlob? made, CancellationToken cancellation)
    {
        var (appletUid, version) = (source.Version.AppletUid, source.Version.Version);
        var current = await AppletSource.ReadAsync(db, appletUid, version, database.Dialect.ForUpdate, options.Value, cancellation);
        if (current.Postfix != source.Postfix)
        {
            return null;
        }

        var library = source.IsPackage ? null : source.Version.FrontAppletVersion;
        if (library is not null)
        {
            await FrontAppletLibraries.MustBeHereAsync(db, library, database.Dialect.ForUpdate, cancellation);
        }

        var now = time.Now();
        var added = false;
        if (await Build(db, source).ExecuteUpdateAsync(row => row.SetProperty(build => build.ReplacedAt, (DateTime?)null), cancellation) == 0)
        {
            if (made is null)
            {
                // It was there a moment ago, and too old to be kept.
                return null;
            }

            db.AppletBuilds.Add(new()
            {
                AppletUid = appletUid,
                Version = version,
                Postfix = source.Postfix,
                OrganizationUid = source.Version.OrganizationUid,
                IsPackage = source.IsPackage,
                BlobHash = made.Hash,
                Size = made.Size,
                FrontAppletVersion = library,
                BuiltAt = now,
            });
            added = true;
        }

        await db.AcrossOrganizations<AppletBuild>()
            .Where(build => build.AppletUid == appletUid && build.Version == version && build.Postfix != source.Postfix && build.ReplacedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(build => build.ReplacedAt, now), cancellation);
        await db.AcrossOrganizations<AppletVersion>()
            .Where(row => row.AppletUid == appletUid && row.Version == version)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(built => built.BuildPostfix, source.Postfix)
                    .SetProperty(built => built.BuiltSince, now)
                    .SetProperty(built => built.UpdatedAt, now),
                cancellation);
        if (added)
        {
            await db.CountContentAsync(source.Version.OrganizationUid, made!.Size, cancellation);
        }

        return current.Version.BuildPostfix != source.Postfix;
    }

    // The build is committed, so its devices are told whatever becomes of the request.
    private async Task SignalAsync(string appletUid, string version)
    {
        await using var db = database.Open();
        var devices = db.AcrossOrganizations<Timing>()
            .Where(timing => timing.AppletUid == appletUid && timing.AppletVersion == version && timing.Enabled)
            .Select(timing => timing.DeviceUid)
            .Distinct()
            .AsAsyncEnumerable();
        await foreach (var page in devices.Chunk(SignalledAtOnce))
        {
            await signals.SignalAsync(new(DeviceSignalKind.State, page), CancellationToken.None);
        }
    }

    private static IQueryable<AppletBuild> Build(PlacardDbContext db, AppletSource source) => db.AcrossOrganizations<AppletBuild>()
        .Where(build => build.AppletUid == source.Version.AppletUid && build.Version == source.Version.Version && build.Postfix == source.Postfix);
}
