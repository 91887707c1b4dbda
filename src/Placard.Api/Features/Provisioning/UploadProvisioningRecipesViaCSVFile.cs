using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Provisioning;

/// <summary>A stored file.</summary>
/// <param name="Message">Always <c>OK</c>.</param>
/// <param name="LinesProcessed" example="2">How many recipes it held; the header is none.</param>
public sealed record UploadedRecipesResponse(string Message, int LinesProcessed);

internal static class UploadProvisioningRecipesViaCSVFile
{
    /// <summary>
    /// Stores all recipes of a file, or none: 400 names each line that is wrong. The first line names the columns as the fields of a recipe, in any
    /// order; cells are separated by comma or semicolon, tags within their cell by either. UTF-8, at most 100,000 recipes and 64 MiB.
    /// </summary>
    /// <param name="body">The file.</param>
    /// <param name="organizationUid">The organization. May be left out where the credentials see only one.</param>
    /// <param name="scope">The caller.</param>
    /// <param name="db">The database.</param>
    /// <param name="upload">Stores the file.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static async Task<Ok<UploadedRecipesResponse>> HandleAsync(
        CsvBody body, QueryText organizationUid, RequestScope scope, PlacardDbContext db, RecipeCsvUpload upload, CancellationToken cancellation) =>
        TypedResults.Ok(await upload.StoreAsync(body.Content, scope.OrganizationFor(organizationUid.Value), db, cancellation));
}
