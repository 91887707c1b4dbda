using Placard.Domain;
using Placard.Storage;

namespace Placard.Api.Features.Devices;

/// <summary>A picture of a device's screen.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Uri">Where the picture is, for at least 8 hours.</param>
public sealed record ScreenshotResponse(string Uid, string DeviceUid, DateTime TakenAt, string Uri);

/// <summary>A screenshot as the database knows it.</summary>
internal sealed record StoredScreenshot(string Uid, string DeviceUid, DateTime TakenAt);

internal sealed class ScreenshotMapping(SignedUrls signed, PublicAddresses addresses)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public ScreenshotResponse ToResponse(StoredScreenshot screenshot) => new(
        screenshot.Uid, screenshot.DeviceUid, screenshot.TakenAt, addresses.ContentBase + signed.Sign($"/screenshot/{screenshot.Uid}", Lifetime));
}
