using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Devices;

/// <summary>How a device came into the organization.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="Hash">What it showed.</param>
/// <param name="CreatedAt">When it began to show it.</param>
/// <param name="VerifiedAt">When it was paired.</param>
public sealed record DeviceVerificationResponse(string Uid, string DeviceUid, string Hash, DateTime CreatedAt, DateTime? VerifiedAt);

internal static class GetDeviceVerification
{
    /// <summary>Where a client learns the uid of the device that it paired.</summary>
    public static async Task<Ok<DeviceVerificationResponse>> HandleAsync(
        string deviceVerificationUid, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        var visible = scope.Tenancy.OrganizationUids;
        return TypedResults.Ok(await db.DeviceVerifications
            .Where(verification => verification.Uid == deviceVerificationUid && visible.Contains(verification.OrganizationUid!))
            .Select(verification => new DeviceVerificationResponse(
                verification.Uid, verification.DeviceUid, verification.Hash, verification.CreatedAt, verification.VerifiedAt))
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound());
    }
}
