using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>Takes into a command's row what is no single answer to it: steps of its work, and notifications that prove it done.</summary>
public sealed class CommandProgress(Database database, DeviceActionCatalogue catalogue, TimeProvider time, CommandMetrics metrics)
{
    /// <summary>One step. Steps may come over both connections at once; the row's lock puts them in line, so that none loses another.</summary>
    /// <returns>Whether the step changed anything.</returns>
    public async Task<bool> AdvanceAsync(
        SessionKey session, DeviceActionKind kind, WireReply reply, string actionUid, JsonElement payload, CancellationToken cancellation)
    {
        var now = time.Now();
        var step = await database.WriteAsync(
            async (db, token) =>
            {
                if (await LockAsync(db, session, kind, actionUid, token) is not { } action)
                {
                    return null;
                }

                using var value = JsonDocument.Parse(action.Value);
                using var result = action.Result is null ? null : JsonDocument.Parse(action.Result);
                var step = kind.Advance(value.RootElement, result?.RootElement, reply, payload);
                if (step is not null)
                {
                    await StoreAsync(db, actionUid, step, now, token);
                }

                return step;
            },
            cancellation);
        if (step?.End is { } end)
        {
            metrics.Closed(kind, actionUid, end == ReplyOutcome.Failed ? CommandFailure.ByDevice : null);
        }

        return step is not null;
    }

    /// <summary>The device said something of itself that may prove commands that were sent to it.</summary>
    public async Task ProveAsync(string deviceUid, string notificationType, JsonElement notification, CancellationToken cancellation)
    {
        var kinds = catalogue.ProvedBy(notificationType).ToDictionary(kind => kind.ActionType, StringComparer.Ordinal);
        var types = kinds.Keys.ToArray();

        // Every device says it whenever it connects, and hardly ever is there something to prove; so it is looked for outside of the write path.
        var sent = await database.ReadAsync(db => db.AcrossOrganizations<DeviceAction>()
            .Where(action => action.DeviceUid == deviceUid && types.Contains(action.Kind) && action.SentEpoch != null
                && action.SucceededAt == null && action.FailedAt == null)
            .Select(action => new { action.Uid, action.Kind, action.Value })
            .ToListAsync(cancellation));
        foreach (var action in sent)
        {
            using var value = JsonDocument.Parse(action.Value);
            if (kinds[action.Kind].IsProvedByNotification(value.RootElement, notification))
            {
                await SucceedAsync(kinds[action.Kind], action.Uid, cancellation);
            }
        }
    }

    private async Task SucceedAsync(DeviceActionKind kind, string actionUid, CancellationToken cancellation)
    {
        var now = time.Now();
        var closed = await database.WriteAsync(
            (db, token) => db.AcrossOrganizations<DeviceAction>()
                .Where(action => action.Uid == actionUid && action.SucceededAt == null && action.FailedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(action => action.SucceededAt, now), token),
            cancellation);
        if (closed > 0)
        {
            metrics.Closed(kind, actionUid, null);
        }
    }

    // The update locks the row on both databases; what it returns can't be changed by another until the commit.
    private static async Task<DeviceAction?> LockAsync(
        PlacardDbContext db, SessionKey session, DeviceActionKind kind, string actionUid, CancellationToken cancellation)
    {
        var locked = await db.DeviceActions
            .FromSql(
                $"""
                update device_action set result = result
                where uid = {actionUid} and device_uid = {session.DeviceUid} and kind = {kind.ActionType}
                  and succeeded_at is null and failed_at is null
                returning *
                """)
            .IgnoreQueryFilters([PlacardDbContext.TenancyFilter])
            .AsNoTracking()
            .ToListAsync(cancellation);
        return locked is [var action] && (kind.EitherConnectionAnswers || action.Connection == session.Connection) ? action : null;
    }

    private static Task StoreAsync(PlacardDbContext db, string actionUid, ActionStep step, DateTime now, CancellationToken cancellation)
    {
        var result = step.Result.GetRawText();
        DateTime? succeededAt = step.End == ReplyOutcome.Succeeded ? now : null;
        DateTime? failedAt = step.End == ReplyOutcome.Failed ? now : null;
        var failCode = failedAt is null ? null : CommandFailure.ByDevice.Code;
        var failMessage = failedAt is null ? null : step.FailMessage ?? CommandFailure.ByDevice.Message;
        return db.AcrossOrganizations<DeviceAction>().Where(action => action.Uid == actionUid)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(action => action.Result, result)
                    .SetProperty(action => action.SucceededAt, succeededAt)
                    .SetProperty(action => action.FailedAt, failedAt)
                    .SetProperty(action => action.FailCode, failCode)
                    .SetProperty(action => action.FailMessage, failMessage),
                cancellation);
    }
}
