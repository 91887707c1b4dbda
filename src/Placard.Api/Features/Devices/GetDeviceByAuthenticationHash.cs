using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class GetDeviceByAuthenticationHash
{
    private const int Least = 6;

    /// <summary>The device of an authentication hash, of which the first 6 or more characters are enough if they fit one device only.</summary>
    public static async Task<Ok<AuthenticationHashResponse>> HandleAsync(string deviceAuthHash, PlacardDbContext db, CancellationToken cancellation)
    {
        if (deviceAuthHash.Length < Least)
        {
            throw ApiErrors.InvalidPath("deviceAuthHash", $"must have at least {Least} characters");
        }

        var found = await db.Devices
            .Where(device => device.AuthHash.StartsWith(deviceAuthHash))
            .Select(AuthenticationHashResponse.Of)
            .Take(2)
            .ToListAsync(cancellation);
        return found is [var only] ? TypedResults.Ok(only) : throw ApiErrors.NotFound();
    }
}
