using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Data;
using Placard.Domain.Content;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>What the effects of timings ask of the database. The device's row is locked meanwhile, so nobody else changes its timings.</summary>
internal static class TimingRows
{
    /// <summary>Those of the device that match what is named.</summary>
    public static IQueryable<Timing> Of(EffectTarget target, string? uid, string? appletUid)
    {
        var (deviceUid, organizationUid) = (target.Device.Uid, target.Device.OrganizationUid);
        var timings = target.Db.AcrossOrganizations<Timing>().Where(timing => timing.DeviceUid == deviceUid && timing.OrganizationUid == organizationUid);
        timings = uid is null ? timings : timings.Where(timing => timing.Uid == uid);
        return appletUid is null ? timings : timings.Where(timing => timing.AppletUid == appletUid);
    }

    /// <summary>The version is one of the device's organization, and stays until the commit.</summary>
    public static async Task<CommandFailure?> MissingVersionAsync(EffectTarget target, string appletUid, string version, CancellationToken cancellation)
    {
        // Not composed any further: the lock must stay at the end.
        var sql = "select version as \"Value\" from applet_version where applet_uid = {0} and version = {1} and organization_uid = {2}"
            + target.Db.GetService<IDialect>().ForKeyShare;
        var found = await target.Db.Database.SqlQueryRaw<string>(sql, appletUid, version, target.Device.OrganizationUid!).ToListAsync(cancellation);
        return found.Count == 0 ? new(FailCodes.NotFound, "The organization has no such version of an applet.") : null;
    }

    public static async Task<CommandFailure?> TooManyAsync(EffectTarget target, int added, long grown, CancellationToken cancellation)
    {
        var deviceUid = target.Device.Uid;
        var held = await target.Db.AcrossOrganizations<Timing>()
            .Where(timing => timing.DeviceUid == deviceUid)
            .GroupBy(timing => timing.DeviceUid)
            .Select(timings => new { Count = timings.Count(), Length = timings.Sum(timing => (long)timing.Configuration.Length) })
            .FirstOrDefaultAsync(cancellation);
        if (held?.Count + added > TimingChecks.MostTimings)
        {
            return new(FailCodes.LimitReached, $"has {TimingChecks.MostTimings} timings already", "deviceUid");
        }

        return (held?.Length ?? 0) + grown > TimingChecks.MostConfigurations
            ? new(FailCodes.LimitReached, $"would bring the configurations of the device above {TimingChecks.MostConfigurations} characters", "configuration")
            : null;
    }

    public static Task DisableOthersAsync(EffectTarget target, string uid, CancellationToken cancellation) =>
        Of(target, null, null)
            .Where(timing => timing.Uid != uid && timing.Enabled)
            .ExecuteUpdateAsync(
                row => row.SetProperty(timing => timing.Enabled, false).SetProperty(timing => timing.UpdatedAt, target.Now),
                cancellation);

    public static string Text(JsonElement data) => data.ValueKind == JsonValueKind.Undefined ? "null" : data.GetRawText();
}
