using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.Domain.Reports;
using Placard.Storage;

namespace Placard.Workers.Reports;

/// <summary>Makes the text of one report file: a heading, and a line for each event of the day.</summary>
public sealed class ReportContent(Database database, IBlobStore blobs)
{
    /// <summary>The whole file. What an older version of it holds and the database does not any more stays in it.</summary>
    public async Task<string> WriteAsync(DueReport due, ReportType type, string? olderBlob, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        ArgumentNullException.ThrowIfNull(type);
        var lines = await EventsAsync(due, type, cancellation);
        if (olderBlob is not null)
        {
            lines = Merge(await OlderAsync(olderBlob, cancellation), lines);
        }

        return Csv.Line(["createdAt", "deviceUid", .. type.Columns.Select(column => column.Name)]) + string.Concat(lines);
    }

    /// <summary>Every line as often as in the one that has it more often, by time.</summary>
    internal static List<string> Merge(IReadOnlyList<string> older, IReadOnlyList<string> newer)
    {
        var known = older.GroupBy(line => line, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var added = newer.Where(line =>
        {
            var left = known.GetValueOrDefault(line);
            known[line] = left - 1;
            return left <= 0;
        });

        // Lines begin with their time, and times of one form sort as text.
        return [.. older.Concat(added).OrderBy(line => line, StringComparer.Ordinal)];
    }

    private async Task<List<string>> EventsAsync(DueReport due, ReportType type, CancellationToken cancellation)
    {
        var until = due.Day.AddDays(1);
        var events = await database.ReadAsync(db => db.AcrossOrganizations<DeviceEvent>().AsNoTracking()
            .Where(record => record.DeviceUid == due.DeviceUid && record.Type == type.EventType && record.OccurredAt >= due.Day && record.OccurredAt < until
                && record.OrganizationUid == due.OrganizationUid)
            .OrderBy(record => record.OccurredAt).ThenBy(record => record.Id)
            .Select(record => new { record.OccurredAt, record.Payload })
            .ToListAsync(cancellation));
        return events.ConvertAll(record =>
        {
            using var content = JsonDocument.Parse(record.Payload);
            return Csv.Line([record.OccurredAt.ToContract(), due.DeviceUid, .. type.Columns.Select(column => column.Read(content.RootElement))]);
        });
    }

    private async Task<List<string>> OlderAsync(string blob, CancellationToken cancellation)
    {
        if (await blobs.OpenAsync(blob, cancellation) is not { } stream)
        {
            return [];
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. Csv.Lines(await reader.ReadToEndAsync(cancellation)).Skip(1)];
    }
}
