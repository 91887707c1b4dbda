using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;

namespace Placard.Server.Start;

/// <summary>Gives an empty database its first account, company and organization, and the operator their keys.</summary>
internal sealed class Bootstrap(Database database, NewCompany newCompany, DataDirectory directory, PublicAddresses addresses, TimeProvider time)
{
    private const string FirstUser = "admin";

    /// <summary>The keys, if this start made them.</summary>
    public Credentials? Made { get; private set; }

    /// <summary>Must run alone on the database.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var db = database.Open();
        if (await db.Accounts.AnyAsync(cancellation))
        {
            return;
        }

        await db.WriteAsync(
            async token =>
            {
                Made = await newCompany.AddAsync(db, new(FirstUser, FirstUser + "@placard.invalid", "default", "Default", Administrator: true), token);

                // The file goes first: keys that are in the database and nowhere else would be lost for ever.
                KeepOldFile();
                DataDirectory.WriteSecretFile(directory.Credentials, Made.ToEnvironment(addresses.AreKnown ? addresses.ApiBase : null));
            },
            cancellation);
    }

    /// <summary>Keys of another database, which someone may still need.</summary>
    private void KeepOldFile()
    {
        if (File.Exists(directory.Credentials))
        {
            File.Move(directory.Credentials, $"{directory.Credentials}.{time.GetUtcNow():yyyyMMddHHmmss}", overwrite: true);
        }
    }
}
