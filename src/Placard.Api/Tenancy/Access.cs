using Placard.Api.Http;
using Placard.Domain.Accounts;

namespace Placard.Api.Tenancy;

/// <summary>Which credentials an operation takes.</summary>
public enum Auth
{
    /// <summary>None; a header that comes all the same is ignored.</summary>
    None,

    /// <summary>Organization tokens; accounts too, for all organizations that they see.</summary>
    Organization,

    /// <summary>Accounts only.</summary>
    Account,

    /// <summary>Both alike.</summary>
    Either,
}

/// <summary>To whom the things belong that an operation is about.</summary>
public enum Ownership
{
    Organization,
    Company,
    Server,
}

/// <summary>What an operation asks of its caller. An operation without one answers nobody.</summary>
/// <param name="Auth">Credentials.</param>
/// <param name="Ownership">Scope of the operation.</param>
/// <param name="Role">Least role in the organization or company; above guest on the server means: its administrator.</param>
public sealed record Access(Auth Auth, Ownership Ownership, Role Role)
{
    /// <summary>
    /// The one place that decides. Narrows what the request sees to the organizations in which the caller may do this,
    /// so that no handler can forget it; refuses when nothing would be left for lack of rights.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="narrowTo">The organization that path or query names, for callers that see several.</param>
    public Data.Tenancy Admit(Caller caller, string? narrowTo)
    {
        if (caller.Kind == CallerKind.Anonymous)
        {
            throw ApiErrors.WrongCredentials();
        }

        if (Auth == Auth.Account && caller.Kind != CallerKind.Account)
        {
            throw ApiErrors.NoRights();
        }

        return Ownership switch
        {
            Ownership.Organization => AdmitToOrganizations(caller, narrowTo),
            Ownership.Company when Role > Role.Guest && !caller.Companies.Values.Any(role => role >= Role) => throw ApiErrors.NoRights(),
            Ownership.Server when Role > Role.Guest && !caller.ServerAdministrator => throw ApiErrors.NoRights(),
            _ => caller.Where(Role.Guest),
        };
    }

    private Data.Tenancy AdmitToOrganizations(Caller caller, string? narrowTo)
    {
        if (caller.Kind == CallerKind.Account && narrowTo is not null)
        {
            if (!caller.Organizations.TryGetValue(narrowTo, out var role))
            {
                throw ApiErrors.NotFound();
            }

            return role >= Role ? Data.Tenancy.Of(narrowTo) : throw ApiErrors.NoRights();
        }

        var allowed = caller.Where(Role);
        return allowed.OrganizationUids.Count == 0 && caller.Organizations.Count > 0 ? throw ApiErrors.NoRights() : allowed;
    }
}
