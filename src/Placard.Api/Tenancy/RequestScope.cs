using Placard.Api.Http;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.Domain.Accounts;
using Placard.Domain.Organizations;

namespace Placard.Api.Tenancy;

/// <summary>Who stands behind the current request and which organizations it sees. Before the caller is known, and where none is needed: nobody and nothing.</summary>
public sealed class RequestScope
{
    public Caller Caller { get; private set; } = Caller.Anonymous;

    /// <summary>Organizations in which the caller may do what the operation does.</summary>
    public Data.Tenancy Tenancy { get; private set; } = Data.Tenancy.None;

    public string? RemoteAddress { get; private set; }

    /// <summary>Name of the operation that was called.</summary>
    public string? Request { get; private set; }

    public Actor Actor => Caller.Actor(RemoteAddress, Request);

    public Originator Originator => Caller.Originator;

    /// <summary>Who made a thing that belongs to no organization yet: all names under which this caller may claim it.</summary>
    public IReadOnlyList<string> OwnerNames
    {
        get
        {
            List<string> names = [.. Tenancy.OrganizationUids.Select(uid => $"organization:{uid}")];
            if (Caller.AccountId is { } account)
            {
                names.Add($"account:{account}");
            }

            return names;
        }
    }

    /// <summary>The name under which this caller makes such a thing.</summary>
    public string OwnerName => Caller.Kind == CallerKind.Account ? $"account:{Caller.AccountId}" : $"organization:{Tenancy.OrganizationUids[0]}";

    public bool Sees(string? organizationUid) => organizationUid is not null && Tenancy.OrganizationUids.Contains(organizationUid);

    /// <summary>The organization into which something is made: the one that was named, or the only one there is.</summary>
    public string OrganizationFor(string? named)
    {
        if (named is not null)
        {
            return Sees(named) ? named : throw ApiErrors.NotFound("Organization was not found");
        }

        return Tenancy.OrganizationUids is [var only]
            ? only
            : throw ApiErrors.InvalidBody("organizationUid", "is required, as the credentials see several organizations");
    }

    /// <summary>Refuses when the caller does not see the organization, or sees it in a lesser role.</summary>
    public void MustHave(string organizationUid, Role role) => MustHave(Caller.Organizations, organizationUid, role);

    /// <summary>The same for a company.</summary>
    public void MustHaveCompany(string companyUid, Role role) => MustHave(Caller.Companies, companyUid, role);

    /// <summary>Refuses when the caller, who sees the organization, has a lesser role in its company or none.</summary>
    public void MustHaveInCompanyOf(Organization organization, Role role)
    {
        if (organization.ParentUid is not { } company || !Caller.Companies.TryGetValue(company, out var actual) || actual < role)
        {
            throw ApiErrors.NoRights();
        }
    }

    internal void Enter(string? remoteAddress, string? request)
    {
        RemoteAddress = remoteAddress;
        Request = request;
    }

    internal void Enter(Caller caller, Data.Tenancy tenancy)
    {
        Caller = caller;
        Tenancy = tenancy;
    }

    private static void MustHave(IReadOnlyDictionary<string, Role> roles, string uid, Role role)
    {
        if (!roles.TryGetValue(uid, out var actual))
        {
            throw ApiErrors.NotFound();
        }

        if (actual < role)
        {
            throw ApiErrors.NoRights();
        }
    }
}
