using System.Globalization;
using System.IO.Compression;
using System.Net.Mime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Placard.Data;
using Placard.Domain.Devices;
using Placard.Storage;

namespace Placard.Server.Content;

/// <summary>Daily report files, plain or packed. One signature is good for both.</summary>
internal sealed class ReportFileContent(Database database, IBlobStore blobs, SignedUrls signedUrls)
{
    private const string Plain = ".csv";
    private const string Packed = ".zip";

    // Something may be added to a file that the device reported late.
    private const string PrivateAndAskedFor = "private, no-cache";

    /// <summary>Answers an unknown file, an expired address and a wrong signature alike.</summary>
    public async Task GetAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var packed = path.EndsWith(Packed, StringComparison.Ordinal);
        var query = context.Request.Query;
        if (!signedUrls.Verify(packed ? path[..^Packed.Length] + Plain : path, query["expires"], query["signature"]))
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        var uid = (string)context.Request.RouteValues["uid"]!;
        var report = await database.ReadAsync(db => db.AcrossOrganizations<DeviceReport>()
            .Where(report => report.Uid == uid)
            .Select(report => new { report.BlobHash, report.Day })
            .SingleOrDefaultAsync(context.RequestAborted));
        if (report is null || await blobs.OpenAsync(report.BlobHash, context.RequestAborted) is not { } file)
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        var name = report.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = PrivateAndAskedFor;
        if (packed)
        {
            await using (file)
            {
                await Results.File(await PackAsync(file, name + Plain, report.Day, context.RequestAborted), MediaTypeNames.Application.Zip, name + Packed).ExecuteAsync(context);
            }

            return;
        }

        await Results.File(
            file, MediaTypeNames.Text.Csv + "; charset=utf-8", name + Plain, entityTag: new EntityTagHeaderValue($"\"{report.BlobHash}\""), enableRangeProcessing: true)
            .ExecuteAsync(context);
    }

    private static async Task<Stream> PackAsync(Stream file, string name, DateTime day, CancellationToken cancellation)
    {
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(name);

            // Equal content makes equal bytes.
            entry.LastWriteTime = new(day, TimeSpan.Zero);
            await using var target = await entry.OpenAsync(cancellation);
            await file.CopyToAsync(target, cancellation);
        }

        archive.Position = 0;
        return archive;
    }
}
