using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Locations;

/// <summary>Places, their pictures and their tags.</summary>
internal static class LocationsApi
{
    public static void AddLocations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GeocodingOptions>().Bind(configuration.GetSection(GeocodingOptions.Section));
        services.TryAddSingleton<IGeocoder, NoGeocoder>();
        services.AddSingleton<LocationPlaces>();
        services.AddSingleton<LocationMapping>();
        services.AddSingleton<Attachments>();
    }

    public static void MapLocations(this IEndpointRouteBuilder api)
    {
        var locations = api.MapGroup("/v1/location").WithTags("Location");
        locations.MapGet("", GetLocations.HandleAsync).Operation(nameof(GetLocations)).Requires(Auth.Organization).Paged(new(100, 500));
        locations.MapPost("", CreateLocation.HandleAsync).Operation(nameof(CreateLocation)).Requires(Auth.Organization, Role.User);
        locations.MapGet("/{locationUid}", GetLocation.HandleAsync).Operation(nameof(GetLocation)).Requires(Auth.Organization);
        locations.MapPut("/{locationUid}", UpdateLocation.HandleAsync).Operation(nameof(UpdateLocation)).Requires(Auth.Organization, Role.User);
        locations.MapDelete("/{locationUid}", DeleteLocation.HandleAsync).Operation(nameof(DeleteLocation)).Requires(Auth.Organization, Role.User);
        locations.MapPut("/{locationUid}/add-attachment", AddAttachmentToLocation.HandleAsync)
            .Operation(nameof(AddAttachmentToLocation)).Requires(Auth.Organization, Role.User);
        locations.MapPut("/{locationUid}/remove-attachments", RemoveAttachmentsFromLocation.HandleAsync)
            .Operation(nameof(RemoveAttachmentsFromLocation)).Requires(Auth.Organization, Role.User);
        var tags = api.MapGroup("/v1/location/{locationUid}/organization-tag/{tagUid}").WithTags("Location/Tag");
        tags.MapPut("", AssignOrganizationTagToLocation.HandleAsync).Operation(nameof(AssignOrganizationTagToLocation)).Requires(Auth.Organization, Role.User);
        tags.MapDelete("", UnassignOrganizationTagToLocation.HandleAsync)
            .Operation(nameof(UnassignOrganizationTagToLocation)).Requires(Auth.Organization, Role.User);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreateLocationRequest))]
[JsonSerializable(typeof(UpdateLocationRequest))]
[JsonSerializable(typeof(RemoveAttachmentsRequest))]
[JsonSerializable(typeof(List<LocationResponse>))]
internal sealed partial class LocationsJson : JsonSerializerContext;
