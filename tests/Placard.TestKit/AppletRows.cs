using Microsoft.Extensions.DependencyInjection;
using Placard.Domain;
using Placard.Domain.Content;

namespace Placard.TestKit;

/// <summary>Applets that a server knows, without files.</summary>
public static class AppletRows
{
    /// <summary>Makes an applet of an organization with one version.</summary>
    /// <returns>Its uid.</returns>
    public static async Task<string> AddAppletAsync(this PlacardServer server, string organizationUid, string version = "1.0.0")
    {
        ArgumentNullException.ThrowIfNull(server);
        var uid = server.Services.GetRequiredService<Uids>().Ordered();
        var now = server.Services.GetRequiredService<TimeProvider>().Now();
        await server.WriteAsync(db => db.AddRange(
            new Applet { Uid = uid, OrganizationUid = organizationUid, Name = "Applet", CreatedAt = now },
            new AppletVersion { AppletUid = uid, Version = version, OrganizationUid = organizationUid, CreatedAt = now }));
        return uid;
    }
}
