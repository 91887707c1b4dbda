using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>Takes into a command's row what is no single answer to it, but a step of its work.</summary>
public sealed class CommandProgress(Database database, TimeProvider time, CommandMetrics metrics)
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
