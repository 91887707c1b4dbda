using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Catalogue;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Organizations;

/// <summary>A new organization.</summary>
/// <param name="Name">2 to 255 letters, digits and dashes, first and last none of the dashes; unique in the company.</param>
/// <param name="Title">2 to 255 characters.</param>
/// <param name="CompanyUid">Needed only when the caller owns several companies.</param>
public sealed record CreateOrganizationRequest([property: JsonRequired] string Name, [property: JsonRequired] string Title, string? CompanyUid);

internal static partial class CreateOrganization
{
    /// <summary>Makes an organization in the company that the caller owns.</summary>
    public static async Task<Made> HandleAsync(
        Body<CreateOrganizationRequest> body, RequestScope scope, PlacardDbContext db, NewOrganizations organizations, CancellationToken cancellation)
    {
        var request = body.Value;
        var errors = new ValueErrors();
        if (request.Name.Length is < 2 or > 255 || !Names().IsMatch(request.Name))
        {
            errors.Add("name", "must have 2 to 255 letters, digits and dashes and neither begin nor end with a dash");
        }

        errors.Text("title", request.Title, 2, 255);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        var uid = await organizations.AddAsync(db, scope.Caller.AccountId!.Value, Company(scope.Caller, request.CompanyUid), request, cancellation);
        return new(organizations.Location(uid));
    }

    private static string Company(Caller caller, string? named)
    {
        if (named is not null)
        {
            return !caller.Companies.TryGetValue(named, out var role) ? throw ApiErrors.NotFound("Company was not found")
                : role == Role.Owner ? named
                : throw ApiErrors.NoRights();
        }

        var owned = caller.Companies.Where(company => company.Value == Role.Owner).Select(company => company.Key).ToArray();
        return owned is [var only] ? only : throw ApiErrors.InvalidBody("companyUid", "is required, as the account owns several companies");
    }

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}

/// <summary>Stores new organizations.</summary>
internal sealed class NewOrganizations(Uids uids, TimeProvider time, PublicAddresses addresses, IDialect dialect, CallerCache callers)
{
    public string Location(string uid) => $"{addresses.ApiBase}/v1/organization/{uid}";

    public async Task<string> AddAsync(
        PlacardDbContext db, long accountId, string companyUid, CreateOrganizationRequest request, CancellationToken cancellation)
    {
        var organization = new Organization
        {
            Uid = uids.Ordered(),
            LegacyId = Uids.Random(24),
            Name = request.Name,
            Title = request.Title,
            IsCompany = false,
            ParentUid = companyUid,
            SubscriptionType = "all",
            CreatedAt = time.Now(),
        };
        try
        {
            await db.WriteAsync(
                async token =>
                {
                    if (!await db.HoldOrganizationAsync(companyUid, token))
                    {
                        throw ApiErrors.NotFound("Company was not found");
                    }

                    if (await db.Organizations.AnyAsync(other => other.ParentUid == companyUid && other.Name == request.Name, token))
                    {
                        throw NameTaken();
                    }

                    db.Organizations.Add(organization);
                    db.Memberships.Add(new()
                    {
                        AccountId = accountId,
                        OrganizationUid = organization.Uid,
                        Role = Role.Manager,
                        AssignedAt = organization.CreatedAt,
                    });
                },
                cancellation);
        }
        catch (Exception fault) when (dialect.IsUniqueViolation(fault))
        {
            throw NameTaken();
        }

        callers.Forget();
        return organization.Uid;
    }

    private static ApiException NameTaken() => ApiErrors.Conflict("An organization of this name exists in the company");
}
