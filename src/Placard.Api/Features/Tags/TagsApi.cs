using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Tags;

/// <summary>Tags of organizations, which form a tree.</summary>
internal static class TagsApi
{
    public static void MapTags(this IEndpointRouteBuilder api)
    {
        var tags = api.MapGroup("/v1/organization-tag").WithTags("Tag");
        tags.MapGet("", GetOrganizationTags.HandleAsync).Operation(nameof(GetOrganizationTags)).Requires(Auth.Organization).Paged(new(100, 500));
        tags.MapPost("", CreateTag.HandleAsync).Operation(nameof(CreateTag)).Requires(Auth.Organization, Role.User);
        tags.MapGet("/{uid}", GetOrganizationTag.HandleAsync).Operation(nameof(GetOrganizationTag)).Requires(Auth.Organization);
        tags.MapPut("/{uid}", UpdateTag.HandleAsync).Operation(nameof(UpdateTag)).Requires(Auth.Organization, Role.User);
        tags.MapDelete("/{uid}", DeleteTag.HandleAsync).Operation(nameof(DeleteTag)).Requires(Auth.Organization, Role.User);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreateTagRequest))]
[JsonSerializable(typeof(UpdateTagRequest))]
[JsonSerializable(typeof(List<OrganizationTagResponse>))]
internal sealed partial class TagsJson : JsonSerializerContext;
