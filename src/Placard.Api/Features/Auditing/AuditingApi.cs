using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Auditing;

/// <summary>Who did what in an organization.</summary>
internal static class AuditingApi
{
    public static void MapAuditing(this IEndpointRouteBuilder api)
    {
        api.MapGet("/v1/organization/{organizationUid}/audit-log", GetAuditLog.HandleAsync).WithTags("Organization/Audit Log")
            .Operation(nameof(GetAuditLog)).Requires(Auth.Account, Role.Manager).Paged(Paging.ByCreation);
        api.MapGet("/v1/organization/system-log", GetOrganizationSystemLogs.HandleAsync).WithTags("Organization/System Log")
            .Operation(nameof(GetOrganizationSystemLogs)).Requires(Auth.Organization).Paged(Paging.SystemLog);
        api.MapGet("/v1/system-log", GetOrganizationSystemLogs.HandleAsync)
            .Requires(Auth.Organization).Paged(Paging.SystemLog).Alias();
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<AuditRecordResponse>))]
[JsonSerializable(typeof(List<OrganizationSystemLogResponse>))]
internal sealed partial class AuditingJson : JsonSerializerContext;
