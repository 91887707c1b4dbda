using System.Globalization;
using System.Text;

namespace Placard.ApiTests;

/// <summary>What <c>docs/roles.md</c> says: made from the list of operations, which other tests hold against the routes.</summary>
internal static class RoleTable
{
    private static readonly (string Role, string Meaning)[] Roles =
    [
        ("guest", "Reads."),
        ("user", "Also changes devices, content, locations, tags and whatever else its organization has."),
        ("manager", "Also manages people, tokens and settings of the organization; of a company, the same in all its organizations, their plans, and people of the company."),
        ("owner", "Everything; also makes and deletes organizations and sets the billing plan of the company."),
    ];

    public static string Render()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Who may do what

            Made from `api/operations.tsv` by `scripts/write-roles`; don't edit it.

            An account has a role in an organization, in a company, or in both; the higher one counts. **Owners and managers of a company have that role in all its organizations.** Users and guests of a company are in none of them until they are added there. Each role includes those before it:

            | role | |
            |---|---|

            """);
        foreach (var (role, meaning) in Roles)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {role} | {meaning} |\n");
        }

        text.Append(
            """

            Nobody gives, changes or takes away a role above his own, and the last owner stays. An organization token acts as manager of its organization; the key pair that `GET /v1/organization` shows acts as the account does that read it.

            The scope tells where the role is needed: in the organization that the thing belongs to, in the company, or on the server, where every account reads and only its administrators (`account grant-admin`) write. Credentials: `organization` takes organization tokens and accounts, `account` accounts only, `either` both. Without a role the operation takes a password or none at all.

            | operation | | credentials | scope | role |
            |---|---|---|---|---|

            """);
        foreach (var operation in Operation.Done)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {operation.Name} | `{operation.Key}` | {operation.Auth} | {operation.Scope} | {operation.Role} |\n");
        }

        return text.ToString();
    }
}
