using System.Text;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets;

/// <summary>Stores tests of versions. Their scripts count to the organization's content.</summary>
internal sealed class AppletTests(ContentQuota quota, TimeProvider time)
{
    /// <summary>Tests of one version.</summary>
    public const int Most = 100;

    private const int MostScriptBytes = 256 * 1024;
    private const int MostIdentifier = 255;

    // The CLI takes identifiers as they stand in package.json, and clients drop this part from addresses.
    private const string Here = "./";

    /// <exception cref="ApiException">No such test, or not for this caller.</exception>
    public static async Task<AppletTest> FindAsync(
        IQueryable<AppletTest> tests, string appletUid, string version, string routed, CancellationToken cancellation)
    {
        // Routing leaves encoded slashes as they are.
        var (identifier, alike) = Spellings(routed.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        return await tests.FirstOrDefaultAsync(
                test => test.AppletUid == appletUid && test.Version == version && (test.Identifier == identifier || test.Identifier == alike), cancellation)
            ?? throw ApiErrors.NotFound();
    }

    public async Task CreateAsync(PlacardDbContext db, AppletVersion version, string identifier, string binary, CancellationToken cancellation)
    {
        AppletReads.MustBeChangeable(version);
        CheckIdentifier(identifier);
        var (one, other) = Spellings(identifier);
        var size = SizeOf(binary);
        await db.WriteAsync(
            async token =>
            {
                var changed = await AppletReads.LockChangeableAsync(db, version.AppletUid, version.Version, token);
                var tests = db.AppletTests.Where(test => test.AppletUid == changed.AppletUid && test.Version == changed.Version);
                if (await tests.AnyAsync(test => test.Identifier == one || test.Identifier == other, token))
                {
                    throw ApiErrors.Conflict("The version has a test of this identifier already");
                }

                if (await tests.CountAsync(token) >= Most)
                {
                    throw ApiErrors.Conflict($"A version has at most {Most} tests");
                }

                db.AppletTests.Add(new()
                {
                    AppletUid = changed.AppletUid,
                    Version = changed.Version,
                    Identifier = identifier,
                    OrganizationUid = changed.OrganizationUid,
                    Binary = binary,
                    Size = size,
                    CreatedAt = time.Now(),
                });
                await db.SaveChangesAsync(token);
                await quota.ChangeAsync(db, changed.OrganizationUid, size, token);
            },
            cancellation);
    }

    public Task UpdateAsync(PlacardDbContext db, string appletUid, string version, string routed, string binary, CancellationToken cancellation) =>
        ChangeAsync(
            db,
            (appletUid, version, routed),
            test =>
            {
                var (before, after) = (test.Size, SizeOf(binary));
                (test.Binary, test.Size) = (binary, after);
                return after - before;
            },
            cancellation);

    public Task DeleteAsync(PlacardDbContext db, string appletUid, string version, string routed, CancellationToken cancellation) =>
        ChangeAsync(
            db,
            (appletUid, version, routed),
            test =>
            {
                db.AppletTests.Remove(test);
                return -test.Size;
            },
            cancellation);

    private Task ChangeAsync(
        PlacardDbContext db, (string AppletUid, string Version, string Routed) named, Func<AppletTest, long> change, CancellationToken cancellation) =>
        db.WriteAsync(
            async token =>
            {
                var version = await AppletReads.LockChangeableAsync(db, named.AppletUid, named.Version, token);
                var grown = change(await FindAsync(db.AppletTests, named.AppletUid, named.Version, named.Routed, token));
                await db.SaveChangesAsync(token);
                await quota.ChangeAsync(db, version.OrganizationUid, grown, token);
            },
            cancellation);

    private static (string One, string Other) Spellings(string identifier)
    {
        var one = identifier.StartsWith(Here, StringComparison.Ordinal) ? identifier[Here.Length..] : identifier;
        return (one, Here + one);
    }

    // Only what an address can name.
    private static void CheckIdentifier(string identifier)
    {
        var reason = identifier.Length is 0 or > MostIdentifier ? $"must have 1 to {MostIdentifier} characters"
            : identifier.Any(char.IsControl) || identifier.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? "must not contain control characters and %2F"
            : Spellings(identifier).One.Split('/').Any(part => part is "" or "." or "..") ? "must not contain empty parts, . and .. between slashes"
            : null;
        if (reason is not null)
        {
            throw ApiErrors.InvalidBody("identifier", reason);
        }
    }

    private static int SizeOf(string binary)
    {
        var size = Encoding.UTF8.GetByteCount(binary);
        return size <= MostScriptBytes ? size : throw ApiErrors.InvalidBody("binary", $"must have at most {MostScriptBytes} bytes");
    }
}
