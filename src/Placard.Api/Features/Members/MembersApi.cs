using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Members;

/// <summary>People in organizations and in companies. Both alike; only what a role means differs.</summary>
internal static class MembersApi
{
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var ofOrganization = api.MapGroup("/v1/organization/{organizationUid}/member").WithTags("Organization/Member");
        ofOrganization.MapPost("", AddOrganizationMember.HandleAsync)
            .Operation(nameof(AddOrganizationMember)).Requires(Auth.Account, Role.Manager);
        ofOrganization.MapGet("", GetOrganizationMembers.HandleAsync)
            .Operation(nameof(GetOrganizationMembers)).Requires(Auth.Account);
        ofOrganization.MapPut("/{accountId}", EditOrganizationMember.HandleAsync)
            .Operation(nameof(EditOrganizationMember)).Requires(Auth.Account, Role.Manager);
        ofOrganization.MapGet("/{accountId}", GetOrganizationMember.HandleAsync)
            .Operation(nameof(GetOrganizationMember)).Requires(Auth.Account);
        ofOrganization.MapDelete("/{accountId}", DeleteOrganizationMember.HandleAsync)
            .Operation(nameof(DeleteOrganizationMember)).Requires(Auth.Account, Role.Manager);

        var ofCompany = api.MapGroup("/v1/company/{companyUid}/member").WithTags("Company/Member");
        ofCompany.MapPost("", AddCompanyMember.HandleAsync)
            .Operation(nameof(AddCompanyMember)).Requires(Auth.Account, Role.Manager, Ownership.Company);
        ofCompany.MapGet("", GetCompanyMembers.HandleAsync)
            .Operation(nameof(GetCompanyMembers)).Requires(Auth.Account, Role.Guest, Ownership.Company);
        ofCompany.MapPut("/{accountId}", EditCompanyMember.HandleAsync)
            .Operation(nameof(EditCompanyMember)).Requires(Auth.Account, Role.Manager, Ownership.Company);
        ofCompany.MapGet("/{accountId}", GetCompanyMember.HandleAsync)
            .Operation(nameof(GetCompanyMember)).Requires(Auth.Account, Role.Guest, Ownership.Company);
        ofCompany.MapDelete("/{accountId}", DeleteCompanyMember.HandleAsync)
            .Operation(nameof(DeleteCompanyMember)).Requires(Auth.Account, Role.Manager, Ownership.Company);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AddMemberRequest))]
[JsonSerializable(typeof(EditMemberRequest))]
[JsonSerializable(typeof(List<MemberResponse>))]
internal sealed partial class MembersJson : JsonSerializerContext;
