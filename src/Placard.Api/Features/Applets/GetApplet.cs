using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Data;

namespace Placard.Api.Features.Applets;

internal static class GetApplet
{
    /// <summary>One applet.</summary>
    public static async Task<Ok<AppletResponse>> HandleAsync(string appletUid, PlacardDbContext db, CancellationToken cancellation)
    {
        var applet = await AppletReads.AppletAsync(db, appletUid, cancellation);
        return TypedResults.Ok(new AppletResponse(applet.Uid, applet.Name, applet.CreatedAt));
    }
}
