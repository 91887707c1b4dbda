using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class GetDeviceV2
{
    /// <summary>One device.</summary>
    public static async Task<Ok<DeviceV2Response>> HandleAsync(string deviceUid, RequestScope scope, PlacardDbContext db) =>
        TypedResults.Ok(await DeviceReads.V2Async(db, scope, deviceUid));
}
