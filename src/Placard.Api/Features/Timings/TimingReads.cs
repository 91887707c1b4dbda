using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Api.Features.Timings;

/// <summary>An applet on a device.</summary>
/// <param name="Uid">The timing.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="AppletUid">The applet.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">Its version.</param>
/// <param name="StartsAt">Since when it is shown.</param>
/// <param name="EndsAt">It stays after this until another begins later.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">Handed to the applet.</param>
/// <param name="Position" example="1">Order among those shown at a time.</param>
/// <param name="FinishEvent">What lets the next one follow.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
public sealed record TimingResponse(
    string Uid,
    string DeviceUid,
    string AppletUid,
    string AppletVersion,
    DateTime StartsAt,
    DateTime EndsAt,
    RawJson Configuration,
    double Position,
    FinishEventResponse FinishEvent,
    DateTime CreatedAt,
    DateTime UpdatedAt);

/// <summary>What lets the next applet follow.</summary>
/// <param name="Type" example="&quot;DURATION&quot;">DURATION, SCREEN_TAP or IDLE_TIMEOUT.</param>
/// <param name="Data" example="60000">As it was given, such as milliseconds.</param>
public sealed record FinishEventResponse(string Type, RawJson Data);

internal static class TimingReads
{
    public static TimingResponse ToResponse(Timing timing) => new(
        timing.Uid,
        timing.DeviceUid,
        timing.AppletUid,
        timing.AppletVersion,
        timing.StartsAt,
        timing.EndsAt,
        new(timing.Configuration),
        timing.Position,
        new(timing.FinishEventType, new(timing.FinishEventData)),
        timing.CreatedAt,
        timing.UpdatedAt);

    public static Expression<Func<Timing, TimingSpan>> ToSpan { get; } = timing => new TimingSpan(
        timing.Uid, timing.Enabled, timing.StartsAt, timing.EndsAt, timing.Position, timing.CreatedAt);

    /// <summary>A timing that the caller sees.</summary>
    public static async Task<Timing> OneAsync(PlacardDbContext db, string timingUid, CancellationToken cancellation) =>
        await db.Timings.AsNoTracking().FirstOrDefaultAsync(timing => timing.Uid == timingUid, cancellation) ?? throw ApiErrors.NotFound();

    /// <summary>Uids of what is in force on a device, in order.</summary>
    public static async Task<IReadOnlyList<string>> InForceAsync(PlacardDbContext db, string deviceUid, DateTime now, CancellationToken cancellation)
    {
        var spans = await db.Timings.Where(timing => timing.DeviceUid == deviceUid && timing.Enabled).Select(ToSpan).ToListAsync(cancellation);
        return [.. ContentInForce.At(spans, now).Select(span => span.Uid)];
    }

    /// <summary>Of the only organization that the caller sees, said in a way that lets an index give the list in its order.</summary>
    public static IQueryable<Timing> OfOne(this IQueryable<Timing> timings, RequestScope scope) =>
        scope.Tenancy.OrganizationUids is [var only] ? timings.Where(timing => timing.OrganizationUid == only) : timings;

    /// <summary>What is in force on each device, device by device as the rows come: never more than one device's timings are held.</summary>
    public static async IAsyncEnumerable<Timing> InForceAsync(
        IQueryable<Timing> timings, DateTime now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var ofDevice = new List<Timing>();
        var begun = timings.Where(timing => timing.Enabled && timing.StartsAt <= now).OrderBy(timing => timing.DeviceUid);
        await foreach (var timing in begun.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (ofDevice is [var other, ..] && other.DeviceUid != timing.DeviceUid)
            {
                foreach (var shown in InForce(ofDevice, now))
                {
                    yield return shown;
                }

                ofDevice.Clear();
            }

            ofDevice.Add(timing);
        }

        foreach (var shown in InForce(ofDevice, now))
        {
            yield return shown;
        }
    }

    private static List<Timing> InForce(List<Timing> ofDevice, DateTime now) =>
        [.. ContentInForce.At(ofDevice.ConvertAll(TimingSpan.Of), now).Select(span => ofDevice.Find(timing => timing.Uid == span.Uid)!)];
}
