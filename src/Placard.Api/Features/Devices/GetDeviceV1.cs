using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class GetDeviceV1
{
    /// <summary>One device.</summary>
    public static async Task<Ok<DeviceV1Response>> HandleAsync(string deviceUid, RequestScope scope, PlacardDbContext db) =>
        TypedResults.Ok(await DeviceReads.V1Async(db, scope, deviceUid));
}
