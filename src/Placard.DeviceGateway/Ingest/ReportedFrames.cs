using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.Ingest;

/// <summary>Turns a frame into a report: dates it, drops it if it repeats what is or was stored, and remembers its content.</summary>
public sealed class ReportedFrames(Database database, ReportIngest ingest, IOptions<GatewayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan NewestDispatch = TimeSpan.FromMinutes(5);

    /// <summary>Stores rows for the frame. The task ends after the commit.</summary>
    public async Task StoreAsync(DeviceConnection connection, JsonElement payload, Action<ReportTarget, DateTime> write, CancellationToken cancellation)
    {
        if (connection.IsUnheard)
        {
            return;
        }

        var now = time.Now();
        var hash = FrameHash.Of(payload);
        if (connection.Suspects.TakeRepetition(hash, now) is { } remembered)
        {
            await database.WriteAsync((db, token) => db.StoredFrames.Where(frame => frame.Id == remembered).ExecuteDeleteAsync(token), cancellation);
            return;
        }

        // Confirmed with the first: what is behind is behind for it, too.
        if (connection.Waiting.TryTakeRepetition(hash, now, out var first))
        {
            await first;
            return;
        }

        var at = OccurredAt(payload, now);
        var stored = ingest.StoreAsync(
            new()
            {
                Device = connection.Device!,
                Write = target => write(target, at),
                Frame = new()
                {
                    DeviceUid = connection.Device!.DeviceUid,
                    Connection = connection.Name,
                    Epoch = connection.Epoch,
                    ContentHash = hash,
                    StoredAt = now,
                },
            },
            cancellation);
        await connection.Waiting.WaitAsync(hash, stored, options.Value.Patience(connection.Wire.Driver), time.Now);
    }

    /// <summary>Changes the device's own row. A repetition does no harm, so nothing is remembered.</summary>
    public Task ChangeAsync(DeviceConnection connection, JsonElement payload, Action<ReportTarget, DateTime> write, CancellationToken cancellation)
    {
        if (connection.Device!.MustReset)
        {
            return Task.CompletedTask;
        }

        var at = OccurredAt(payload, time.Now());
        return ingest.StoreAsync(
            new()
            {
                Device = connection.Device!,
                ChangesDevice = true,
                Write = target =>
                {
                    if (target.Device is not null)
                    {
                        write(target, at);
                    }
                },
            },
            cancellation);
    }

    /// <summary>The receipt, or the device's own time when that is plausible.</summary>
    public static DateTime OccurredAt(JsonElement payload, DateTime now) =>
        payload.Instant("__dispatchedAt") is { } dispatched && dispatched > now - RetentionOptions.LatestReport && dispatched < now + NewestDispatch
            ? new(dispatched.Ticks - (dispatched.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc)
            : now;
}
