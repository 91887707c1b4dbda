using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>An applet.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="Name" example="&quot;Menu board&quot;">Not unique.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record AppletResponse(string Uid, string Name, DateTime CreatedAt);

internal static class GetApplets
{
    /// <summary>Applets of the caller's organizations, newest first.</summary>
    public static Task<PageOf<AppletResponse>> HandleAsync(Page page, PlacardDbContext db, CancellationToken cancellation) =>
        page.ReadAsync(
            db.Applets.AsNoTracking().Select(applet => new Row<AppletResponse>
            {
                At = applet.CreatedAt,
                Uid = applet.Uid,
                Item = new(applet.Uid, applet.Name, applet.CreatedAt),
            }),
            cancellation);
}
