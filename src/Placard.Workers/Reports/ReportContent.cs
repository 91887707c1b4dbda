using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.Domain.Reports;
using Placard.Storage;

namespace Placard.Workers.Reports;

/// <summary>Makes the text of one report file: a heading, and a line for each event of the day.</summary>
public sealed partial class ReportContent(Database database, IBlobStore blobs, IEnumerable<IReportSource> sources, ILogger<ReportContent> logger)
{
    // One device that floods the server must not take all of its memory, nor keep other files from being written.
    private const long MostCharacters = 32 * 1024 * 1024;

    private readonly FrozenDictionary<Type, IReportSource> _sources = sources.ToFrozenDictionary(source => source.Entity);

    /// <summary>The whole file. What an older version of it holds and the database does not any more stays in it.</summary>
    public async Task<string> WriteAsync(DueReport due, ReportType type, string? olderBlob, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        ArgumentNullException.ThrowIfNull(type);
        var lines = await LinesAsync(due, type, cancellation);
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

    private Task<List<string>> LinesAsync(DueReport due, ReportType type, CancellationToken cancellation) => database.ReadAsync(async db =>
    {
        var lines = new List<string>();
        var characters = 0L;
        await foreach (var thing in _sources[type.Source].Read(db, due, type).WithCancellation(cancellation))
        {
            using var content = JsonDocument.Parse(thing.Content);
            var line = Csv.Line([thing.At.ToContract(), due.DeviceUid, .. type.Columns.Select(column => column.Read(content.RootElement))]);
            if ((characters += line.Length) > MostCharacters)
            {
                Log.Cut(logger, type.Name, due.DeviceUid, due.Day);
                break;
            }

            lines.Add(line);
        }

        return lines;
    });

    private async Task<List<string>> OlderAsync(string blob, CancellationToken cancellation)
    {
        if (await blobs.OpenAsync(blob, cancellation) is not { } stream)
        {
            return [];
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. Csv.Lines(await reader.ReadToEndAsync(cancellation)).Skip(1)];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The report {Type} of device {DeviceUid} for {Day:yyyy-MM-dd} is cut, as it would be too long.")]
        public static partial void Cut(ILogger logger, string type, string deviceUid, DateTime day);
    }
}
