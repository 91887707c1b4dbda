using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

internal static class TestAppletByVersionAndIdentifierOfAppletTests
{
    /// <summary>Deletes a test of a version.</summary>
    public static async Task<Done> HandleAsync(
        string appletUid, string appletVersion, string testIdentifier, PlacardDbContext db, AppletTests tests, CancellationToken cancellation)
    {
        await tests.DeleteAsync(db, appletUid, appletVersion, testIdentifier, cancellation);
        return new();
    }
}
