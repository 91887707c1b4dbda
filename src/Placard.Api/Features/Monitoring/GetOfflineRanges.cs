using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Data.Connections;

namespace Placard.Api.Features.Monitoring;

/// <summary>A time in which a device was not connected.</summary>
/// <param name="Uid">50 hex; the same while the range lasts and after.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="Since">When the connection was lost, or when the device was provisioned if it had none then.</param>
/// <param name="Until">When it was back; null while it is offline.</param>
/// <param name="CreatedAt">The end; while the device is offline, the begin.</param>
public sealed record OfflineRangeResponse(string Uid, string DeviceUid, DateTime Since, DateTime? Until, DateTime CreatedAt);

internal static class GetOfflineRanges
{
    /// <summary>Times without connection, newest first: those that end after <c>since</c> and began before <c>until</c>.</summary>
    public static async Task<PageOf<OfflineRangeResponse>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, ConnectionHistory history, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);

        // Going up, a further page begins behind the range that the one before ended with.
        var goesOn = page is { IsContinued: true, Descending: false };
        var spans = await history.Between(DeviceScope.Device(deviceUid), history.Beginning, history.Now).OfflineAsync(
            db, history.Dialect,
            new(page.Limit!.Value + 1, page.Descending, goesOn ? null : page.Since, page.Until, goesOn ? page.Since : null),
            cancellation);
        return page
            .Cut(spans.ToList(), span => (span.Since, ConnectionHistory.Uid("offline", deviceUid, span.Since)))
            .Select(span => new OfflineRangeResponse(
                ConnectionHistory.Uid("offline", deviceUid, span.Since), deviceUid, span.Since, span.Until, span.Until ?? span.Since));
    }
}
