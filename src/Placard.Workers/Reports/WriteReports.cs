using System.Text;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.Domain.Reports;
using Placard.Storage;
using Placard.Workers.Jobs;

namespace Placard.Workers.Reports;

/// <summary>
/// Writes the files of days that are over, some in each step, and writes anew those to which something was added that came late.
/// A file counts as written only if nothing was added since its events were read.
/// </summary>
public sealed class WriteReports(Database database, ReportContent content, IBlobStore blobs, Uids uids, TimeProvider time) : IJobKind
{
    private const int FilesOfStep = 50;
    private const long MaxFileBytes = 256 * 1024 * 1024;

    // What was reported around midnight has arrived by then.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public string Kind => "device-reports";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var today = (time.Now() - Grace).Date;
        var due = await database.ReadAsync(db => db.AcrossOrganizations<DueReport>().AsNoTracking()
            .Where(report => report.Day < today)
            .OrderBy(report => report.Day).ThenBy(report => report.DeviceUid)
            .Take(FilesOfStep)
            .ToListAsync(cancellation));
        var written = new List<(DueReport Due, StoredBlob? Blob)>(due.Count);
        foreach (var report in due)
        {
            written.Add((report, await WriteAsync(report, cancellation)));
        }

        await run.CommitAsync(
            async (db, token) =>
            {
                foreach (var (report, blob) in written)
                {
                    await KeepAsync(db, report, blob, token);
                }

                return due.Count == FilesOfStep ? JobStep.Again(time.Now()) : JobStep.Finished;
            },
            cancellation);
    }

    // Until the commit nothing refers to the file. If this process dies now, the next step makes the same bytes again.
    private async Task<StoredBlob?> WriteAsync(DueReport due, CancellationToken cancellation)
    {
        if (ReportTypes.Find(due.Type) is not { } type)
        {
            // Of a version that knew more.
            return null;
        }

        var older = await database.ReadAsync(db => Find(db, due).Select(report => report.BlobHash).FirstOrDefaultAsync(cancellation));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(await content.WriteAsync(due, type, older, cancellation)));
        return await blobs.PutAsync(stream, MaxFileBytes, cancellation);
    }

    private async Task KeepAsync(PlacardDbContext db, DueReport due, StoredBlob? blob, CancellationToken cancellation)
    {
        if (blob is not null)
        {
            var now = time.Now();
            var changed = await Find(db, due).ExecuteUpdateAsync(
                row => row
                    .SetProperty(report => report.BlobHash, blob.Hash)
                    .SetProperty(report => report.Size, blob.Size)
                    .SetProperty(report => report.CreatedAt, now),
                cancellation);
            if (changed == 0)
            {
                db.DeviceReports.Add(new()
                {
                    Uid = uids.Ordered(),
                    DeviceUid = due.DeviceUid,
                    OrganizationUid = due.OrganizationUid,
                    Type = due.Type,
                    Day = due.Day,
                    BlobHash = blob.Hash,
                    Size = blob.Size,
                    CreatedAt = now,
                });
            }
        }

        await db.AcrossOrganizations<DueReport>()
            .Where(row => row.DeviceUid == due.DeviceUid && row.OrganizationUid == due.OrganizationUid && row.Type == due.Type && row.Day == due.Day && row.Version == due.Version)
            .ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<DeviceReport> Find(PlacardDbContext db, DueReport due) => db.AcrossOrganizations<DeviceReport>()
        .Where(report => report.DeviceUid == due.DeviceUid && report.OrganizationUid == due.OrganizationUid && report.Type == due.Type && report.Day == due.Day);
}
