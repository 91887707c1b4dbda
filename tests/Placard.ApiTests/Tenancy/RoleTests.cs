using System.Net;
using System.Text.RegularExpressions;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Tenancy;

/// <summary>Every role against every operation of organizations, companies and their people.</summary>
public sealed partial class RoleTests
{
    private static readonly string[] Domains = ["Organization", "Company", "Organization/Member", "Company/Member"];

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Each_operation_takes_the_listed_role_and_those_above(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (organization, company) = (server.Credentials.OrganizationUid, await server.CompanyUidAsync());

        // It keeps the organization from being deleted.
        await server.CreateDeviceAsync(organization);
        foreach (var role in Enum.GetValues<Role>())
        {
            var ofOrganization = server.WithKey(await server.CreateAccountAsync($"{role}@organization.org", organization, role));
            var ofCompany = server.WithKey(await server.CreateAccountAsync($"{role}@company.org", company, role));
            foreach (var operation in Operation.Done.Where(operation => Domains.Contains(operation.Domain)))
            {
                // What the paths name beside the place is unknown, and bodies are empty: whoever may do it hears of that.
                var path = Parameter().Replace(operation.Path, match => match.Groups["name"].Value.ToLowerInvariant() switch
                {
                    "organizationuid" => organization,
                    "companyuid" => company,
                    _ => "4711",
                });
                var needed = Enum.Parse<Role>(operation.Role, ignoreCase: true);
                var client = operation.Scope == "company" ? ofCompany : ofOrganization;
                var (status, body) = await client.CallAsync(operation.Method, path, operation.Method is "PUT" or "POST" ? new { } : null);
                Assert.True((role >= needed) == (status != HttpStatusCode.Forbidden), $"{operation.Name} answered a {role} {status}: {body}");
                Assert.True((int)status < 500, body);

                // Leaders of the company are that in its organizations; its users and guests are strangers there.
                if (operation.Scope == "organization" && operation.Path.Contains('{', StringComparison.Ordinal))
                {
                    (status, body) = await ofCompany.CallAsync(operation.Method, path, operation.Method is "PUT" or "POST" ? new { } : null);
                    var expected = role < Role.Manager ? status is HttpStatusCode.NotFound : (role >= needed) == (status != HttpStatusCode.Forbidden);
                    Assert.True(expected, $"{operation.Name} answered a {role} of the company {status}: {body}");
                }
            }
        }
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
