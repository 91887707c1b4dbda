using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Organizations;

/// <summary>Organizations, their key pairs and their settings.</summary>
internal static class OrganizationsApi
{
    public static void MapOrganizations(this IEndpointRouteBuilder api)
    {
        var organizations = api.MapGroup("/v1/organization").WithTags("Organization");
        organizations.MapPost("", CreateOrganization.HandleAsync)
            .Operation(nameof(CreateOrganization)).Requires(Auth.Account, Role.Owner, Ownership.Company);
        organizations.MapGet("", GetOrganizations.HandleAsync)
            .Operation(nameof(GetOrganizations)).Requires(Auth.Either, Role.Guest, Ownership.Company).Paged(Paging.ByCreation);
        organizations.MapGet("/{organizationUid}", GetOrganization.HandleAsync)
            .Operation(nameof(GetOrganization)).Requires(Auth.Either);

        organizations.MapPut("/{organizationUid}", UpdateOrganization.HandleAsync)
            .Operation(nameof(UpdateOrganization)).Requires(Auth.Account, Role.Manager);
        organizations.MapDelete("/{organizationUid}", DeleteOrganization.HandleAsync)
            .Operation(nameof(DeleteOrganization)).Requires(Auth.Account, Role.Owner);
        organizations.MapPut("/{organizationUID}/subscriptionType/{subscriptionType}", UpdateOrganizationDevicePlan.HandleAsync)
            .Operation(nameof(UpdateOrganizationDevicePlan)).Requires(Auth.Account, Role.Manager, Ownership.Company);
        organizations.MapGet("/{organizationUid}/devices-count", GetOrganizationDevicesCount.HandleAsync)
            .Operation(nameof(GetOrganizationDevicesCount)).Requires(Auth.Account);
        foreach (var spelling in new[] { "devicesCount", "devices/count", "device/count" })
        {
            organizations.MapGet("/{organizationUid}/" + spelling, GetOrganizationDevicesCount.HandleAsync).Requires(Auth.Account).Alias();
        }

        var tokens = organizations.MapGroup("/{organizationUid}/security-token");
        tokens.MapGet("", GetOrganizationTokens.HandleAsync)
            .Operation(nameof(GetOrganizationTokens)).Requires(Auth.Account, Role.Manager);
        tokens.MapPost("", CreateOrganizationToken.HandleAsync)
            .Operation(nameof(CreateOrganizationToken)).Requires(Auth.Account, Role.Manager);
        tokens.MapDelete("/{organizationSecurityTokenId}", DeleteOrganizationToken.HandleAsync)
            .Operation(nameof(DeleteOrganizationToken)).Requires(Auth.Account, Role.Manager);

        organizations.MapGet("/{organizationUid}/settings", GetOrganizationSettings.HandleAsync)
            .Operation(nameof(GetOrganizationSettings)).Requires(Auth.Account, Role.Manager);
        organizations.MapPut("/{organizationUid}/settings", UpdateOrganizationSettings.HandleAsync)
            .Operation(nameof(UpdateOrganizationSettings)).Requires(Auth.Account, Role.Manager);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<OrganizationResponse>))]
[JsonSerializable(typeof(CreateOrganizationRequest))]
[JsonSerializable(typeof(UpdateOrganizationRequest))]
[JsonSerializable(typeof(OrganizationDevicesCountResponse))]
[JsonSerializable(typeof(List<OrganizationTokenResponse>))]
[JsonSerializable(typeof(CreateOrganizationTokenRequest))]
[JsonSerializable(typeof(OrganizationSettingsResponse))]
[JsonSerializable(typeof(OrganizationSettingsRequest))]
internal sealed partial class OrganizationsJson : JsonSerializerContext;
