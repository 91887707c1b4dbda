using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Server.Content;

/// <summary>
/// Builds by the address that devices make of them: <c>{applet}/{version}-{postfix}</c>. A build never changes, so what was found is remembered for a while:
/// a whole fleet asks for the same one at once.
/// </summary>
internal sealed class ServedBuilds(Database database, TimeProvider time)
{
    private const int PostfixLength = 32;
    private const int MostRemembered = 1000;

    // So long a deleted build may still be served.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string AppletUid, string Build), (ServedBuild Build, long Since)> _found = new();

    /// <param name="appletUid">The applet.</param>
    /// <param name="address">Version and postfix; the version may hold hyphens.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<ServedBuild?> FindAsync(string appletUid, string address, CancellationToken cancellation)
    {
        if (_found.TryGetValue((appletUid, address), out var known) && time.GetElapsedTime(known.Since) < Remembered)
        {
            return known.Build;
        }

        var end = address.Length - PostfixLength - 1;
        if (end < 1 || address[end] != '-' || !address.Skip(end + 1).All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        var (version, postfix) = (address[..end], address[(end + 1)..]);
        var found = await database.ReadAsync(db => db.AcrossOrganizations<AppletBuild>()
            .Where(build => build.AppletUid == appletUid && build.Version == version && build.Postfix == postfix)
            .Select(build => new ServedBuild(build.BlobHash, build.IsPackage))
            .SingleOrDefaultAsync(cancellation));
        if (found is not null)
        {
            Remember((appletUid, address), found);
        }

        return found;
    }

    private void Remember((string AppletUid, string Build) key, ServedBuild found)
    {
        if (_found.Count >= MostRemembered)
        {
            _found.Clear();
        }

        _found[key] = (found, time.GetTimestamp());
    }
}

/// <param name="BlobHash">What is sent.</param>
/// <param name="IsPackage">A package, else a page.</param>
internal sealed record ServedBuild(string BlobHash, bool IsPackage);
