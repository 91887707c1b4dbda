using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Server.Options;
using Placard.Server.Start;

namespace Placard.Server.Administration;

/// <summary><c>company create</c>.</summary>
internal sealed class Companies(Database database, NewCompany newCompany, SecretOutput output)
{
    public async Task CreateAsync(string ownerEmail, string? name, string? title, CancellationToken cancellation)
    {
        var email = ownerEmail.Trim().ToLowerInvariant();
        if (!EmailAddresses.IsOne(email))
        {
            throw StartException.Option("--owner-email", $"\"{ownerEmail}\" is no e-mail address");
        }

        var chosen = name ?? email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..];
        await using var db = database.Open();
        if (await db.Organizations.AnyAsync(organization => organization.IsCompany && organization.Name == chosen, cancellation))
        {
            throw StartException.Option("--name", $"there is a company \"{chosen}\" already; choose another name");
        }

        var credentials = await db.WriteAsync(
            token => newCompany.AddAsync(db, new(email, email, chosen, title ?? chosen, Administrator: false), token), cancellation);
        Console.WriteLine($"Made company {chosen} with organization {credentials.OrganizationUid}, owned by {email}");
        output.Hand("company", credentials.ToEnvironment(apiUrl: null));
    }
}
