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
    public static CommandFailure NoVersion { get; } = new(FailCodes.NotFound, "The organization has no such version of an applet.");

    /// <summary>Those of the device that match what is named.</summary>
    public static IQueryable<Timing> Of(EffectTarget target, string? uid, string? appletUid)
    {
        var (deviceUid, organizationUid) = (target.Device.Uid, target.Device.OrganizationUid);
        var timings = target.Db.AcrossOrganizations<Timing>().Where(timing => timing.DeviceUid == deviceUid && timing.OrganizationUid == organizationUid);
        timings = uid is null ? timings : timings.Where(timing => timing.Uid == uid);
        return appletUid is null ? timings : timings.Where(timing => timing.AppletUid == appletUid);
    }

    /// <summary>
    /// What speaks against the device showing this version, and so many timings and characters of configuration more. In one question, as most
    /// changes are the only one of their request. The version stays until the commit.
    /// </summary>
    public static async Task<CommandFailure?> RefusalAsync(
        EffectTarget target, string appletUid, string version, int added, long grown, CancellationToken cancellation)
    {
        // Not composed any further: the lock must stay at the end.
        var sql = """
            select (select count(*) from timing where device_uid = {3}) as "Count",
                (select coalesce(sum(length(configuration)), 0) from timing where device_uid = {3}) as "Length"
            from applet_version where applet_uid = {0} and version = {1} and organization_uid = {2}
            """ + target.Db.GetService<IDialect>().ForKeyShare;
        var found = await target.Db.Database
            .SqlQueryRaw<Held>(sql, appletUid, version, target.Device.OrganizationUid!, target.Device.Uid)
            .ToListAsync(cancellation);
        return found is [var held] ? Refusal(held.Count, held.Length, added, grown) : NoVersion;
    }

    /// <summary>What the limits say against so many timings and characters more than there are.</summary>
    public static CommandFailure? Refusal(long timings, long configurations, int added, long grown)
    {
        if (added > 0 && timings + added > TimingChecks.MostTimings)
        {
            return new(FailCodes.LimitReached, $"has {TimingChecks.MostTimings} timings already", "deviceUid");
        }

        return grown > 0 && configurations + grown > TimingChecks.MostConfigurations
            ? new(FailCodes.LimitReached, $"would bring the configurations of the device above {TimingChecks.MostConfigurations} characters", "configuration")
            : null;
    }

    public static Task DisableOthersAsync(EffectTarget target, string uid, CancellationToken cancellation) =>
        Of(target, null, null)
            .Where(timing => timing.Uid != uid && timing.Enabled)
            .ExecuteUpdateAsync(
                row => row.SetProperty(timing => timing.Enabled, false).SetProperty(timing => timing.UpdatedAt, target.Now),
                cancellation);

    public static string Text(JsonElement data) => data.ValueKind == JsonValueKind.Undefined ? "null" : ConfigurationText.Plain(data);

    private sealed record Held(long Count, long Length);
}
