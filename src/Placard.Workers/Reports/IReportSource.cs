using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Reports;

namespace Placard.Workers.Reports;

/// <summary>A line of a report to be.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Content">JSON with the members that the columns show.</param>
public readonly record struct ReportedThing(DateTime At, string Content);

/// <summary>Reads the rows of one table that become lines of reports.</summary>
public interface IReportSource
{
    /// <summary>The rows, by their entity: see <see cref="ReportType.Source"/>.</summary>
    Type Entity { get; }

    /// <summary>All of the day, in their order.</summary>
    IAsyncEnumerable<ReportedThing> Read(PlacardDbContext db, DueReport due, ReportType type);
}

internal sealed class ReportedEvents : IReportSource
{
    public Type Entity => typeof(DeviceEvent);

    public IAsyncEnumerable<ReportedThing> Read(PlacardDbContext db, DueReport due, ReportType type)
    {
        var until = due.Day.AddDays(1);
        return db.AcrossOrganizations<DeviceEvent>().AsNoTracking()
            .Where(record => record.DeviceUid == due.DeviceUid && record.Type == type.EventType && record.OccurredAt >= due.Day && record.OccurredAt < until
                && record.OrganizationUid == due.OrganizationUid)
            .OrderBy(record => record.OccurredAt).ThenBy(record => record.Id)
            .Select(record => new ReportedThing(record.OccurredAt, record.Payload))
            .AsAsyncEnumerable();
    }
}

internal sealed class ReportedAppletCommands : IReportSource
{
    public Type Entity => typeof(AppletCommand);

    public IAsyncEnumerable<ReportedThing> Read(PlacardDbContext db, DueReport due, ReportType type)
    {
        var until = due.Day.AddDays(1);
        return db.AcrossOrganizations<AppletCommand>().AsNoTracking()
            .Where(command => command.DeviceUid == due.DeviceUid && command.ReceivedAt >= due.Day && command.ReceivedAt < until
                && command.OrganizationUid == due.OrganizationUid)
            .OrderBy(command => command.ReceivedAt).ThenBy(command => command.Uid)
            .AsAsyncEnumerable()
            .Select(command => new ReportedThing(command.ReceivedAt, Content(command)));
    }

    // The command is the device's word: it may hold what no writer of JSON would write.
    private static string Content(AppletCommand command)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            writer.WriteString("uid", command.Uid);
            writer.WriteString("direction", command.IsFromDevice ? "from" : "to");
            writer.WriteString("appletUid", command.AppletUid);
            writer.WriteString("timingChecksum", command.TimingChecksum);
            writer.WriteString("type", command.Type);
            writer.WritePropertyName("command");
            writer.WriteRawValue(command.Command, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}
