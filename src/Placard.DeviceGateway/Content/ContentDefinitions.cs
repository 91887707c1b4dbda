using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.DeviceGateway.Content;

/// <summary>A timing whose applet the device can load: its version has a build.</summary>
internal sealed record LoadableTiming(
    string DeviceUid,
    string OrganizationUid,
    TimingSpan Span,
    string AppletUid,
    string AppletVersion,
    string Postfix,
    bool IsPackage,
    string? FrontAppletVersion,
    string Configuration,
    string FinishEventType,
    string FinishEventData);

/// <summary>What devices are to show, as the channel says it.</summary>
internal static class ContentDefinitions
{
    /// <summary>
    /// The timings of some devices that could be shown. Those without a build are not among them, as the device would load a missing page:
    /// until it is there, the rule is applied to the others.
    /// </summary>
    public static async Task<ILookup<string, LoadableTiming>> LoadAsync(PlacardDbContext db, IReadOnlyList<string> deviceUids, CancellationToken cancellation)
    {
        var timings =
            from timing in db.AcrossOrganizations<Timing>().AsNoTracking()
            where deviceUids.Contains(timing.DeviceUid) && timing.Enabled
            join version in db.AcrossOrganizations<AppletVersion>()
                on new { timing.AppletUid, Version = timing.AppletVersion } equals new { version.AppletUid, version.Version }
            join build in db.AcrossOrganizations<AppletBuild>()
                on new { version.AppletUid, version.Version, Postfix = version.BuildPostfix! } equals new { build.AppletUid, build.Version, build.Postfix }
            select new LoadableTiming(
                timing.DeviceUid,
                timing.OrganizationUid,
                new TimingSpan(timing.Uid, timing.Enabled, timing.StartsAt, timing.EndsAt, timing.Position, timing.CreatedAt),
                timing.AppletUid,
                timing.AppletVersion,
                build.Postfix,
                build.IsPackage,
                build.FrontAppletVersion,
                timing.Configuration,
                timing.FinishEventType,
                timing.FinishEventData);
        return (await timings.ToListAsync(cancellation)).ToLookup(timing => timing.DeviceUid, StringComparer.Ordinal);
    }

    /// <summary>One definition; its checksum changes with everything that the device sees of it, and with nothing else.</summary>
    public static JsonObject Encode(LoadableTiming timing)
    {
        var definition = new JsonObject
        {
            ["appletUid"] = timing.AppletUid,
            ["configuration"] = JsonNode.Parse(timing.Configuration),
            ["timmingChecksum"] = Checksum(timing),
            ["appletVersion"] = timing.AppletVersion,
            ["appletVersionPostfix"] = timing.Postfix,
            ["isPackage"] = timing.IsPackage,
            ["finishEvent"] = new JsonObject { ["type"] = timing.FinishEventType, ["data"] = JsonNode.Parse(timing.FinishEventData) },
            ["position"] = timing.Span.Position,
            ["metadata"] = new JsonObject(),
        };
        if (timing.FrontAppletVersion is { } library)
        {
            definition["frontAppletVersion"] = library;
        }

        return definition;
    }

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Checksum(LoadableTiming timing)
    {
        var parts = new JsonArray(
            timing.Span.Uid,
            timing.AppletUid,
            timing.AppletVersion,
            timing.Postfix,
            timing.IsPackage,
            timing.FrontAppletVersion,
            timing.Configuration,
            timing.FinishEventType,
            timing.FinishEventData,
            timing.Span.Position);
        return Hash(System.Text.Encoding.UTF8.GetBytes(parts.ToJsonString()))[..40];
    }
}
