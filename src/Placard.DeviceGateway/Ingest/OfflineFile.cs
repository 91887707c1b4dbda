using System.Text;
using System.Text.Json;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Storage;

namespace Placard.DeviceGateway.Ingest;

/// <summary>
/// What a device wrote down while it was offline: one JSON object in each line, all of one type. A line that is none was cut off by the device's death
/// and says nothing.
/// </summary>
/// <param name="type">Type of the actions.</param>
/// <param name="device">Who collected them.</param>
/// <param name="ownedSince">Since when the device belongs to whom it belongs to now. What is older is another's business, and is dropped.</param>
/// <param name="uids">For what has no identity of its own.</param>
internal sealed class OfflineFile(string type, DeviceIdentity device, DateTime? ownedSince, Uids uids)
{
    private readonly Dictionary<string, int> _equal = new(StringComparer.Ordinal);

    /// <summary>The types that a device may collect.</summary>
    public static IReadOnlyList<string> Types { get; } = [ChannelActions.SystemLog, ChannelActions.ActiveAppletDispatchCommand];

    /// <summary>What is to be stored of it.</summary>
    /// <exception cref="BlobTooLargeException">The file is longer than <paramref name="most"/>.</exception>
    public async Task<List<Action<ReportTarget>>> ReadAsync(Stream content, long most, DateTime now, CancellationToken cancellation)
    {
        var rows = new List<Action<ReportTarget>>();
        using var reader = new StreamReader(content, Encoding.UTF8);
        var read = 0L;
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if ((read += line.Length + 1) > most)
            {
                throw new BlobTooLargeException(most);
            }

            if (Row(line, now) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private Action<ReportTarget>? Row(string line, DateTime now)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var action = json.RootElement;
            if (action.ValueKind != JsonValueKind.Object || action.Instant("__dispatchedAt") < ownedSince)
            {
                return null;
            }

            var at = ReportedFrames.OccurredAt(action, now);
            return type == ChannelActions.ActiveAppletDispatchCommand ? Command(line, action, at) : Event(action, at);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Action<ReportTarget> Event(JsonElement action, DateTime at)
    {
        var content = DeviceEvents.Content(type, action);
        return target => target.AddEvent(type, content, at);
    }

    private Action<ReportTarget>? Command(string line, JsonElement action, DateTime at)
    {
        if (ReportedCommand.Read(action) is not { } command)
        {
            return null;
        }

        var number = _equal[line] = _equal.GetValueOrDefault(line) + 1;
        var uid = action.Instant("__dispatchedAt") is { } dispatchedAt
            ? ReportedCommand.UidOf(device.DeviceUid, line, number, dispatchedAt)
            : uids.Ordered();
        return target => target.AddAppletCommand(uid, command, at);
    }
}
