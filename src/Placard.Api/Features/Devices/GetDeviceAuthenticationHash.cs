using System.Linq.Expressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>A second, revocable identifier of a device, which its applets see as <c>sos.authHash</c>.</summary>
/// <param name="DeviceUid">The device.</param>
/// <param name="AuthHash">24 hex.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record AuthenticationHashResponse(string DeviceUid, string AuthHash, DateTime CreatedAt)
{
    internal static readonly Expression<Func<Device, AuthenticationHashResponse>> Of =
        device => new(device.Uid, device.AuthHash, device.AuthHashCreatedAt);
}

internal static class GetDeviceAuthenticationHash
{
    /// <summary>By which a CMS recognises the device.</summary>
    public static async Task<Ok<AuthenticationHashResponse>> HandleAsync(string deviceUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.Devices
            .Where(device => device.Uid == deviceUid)
            .Select(AuthenticationHashResponse.Of)
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound());
}
