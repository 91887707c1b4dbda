using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Timings;

/// <summary>Which applet is on which device, when, and how it is configured.</summary>
internal static class TimingsApi
{
    public static void MapTimings(this IEndpointRouteBuilder api)
    {
        var timings = api.MapGroup("/v1/timing").WithTags("Timing");
        timings.MapPost("", CreateTiming.HandleAsync)
            .Operation(nameof(CreateTiming)).Requires(Auth.Organization, Role.User)
            .WithMetadata(new RequestBodyMetadata(typeof(CreateTimingRequest)));
        timings.MapGet("", GetTimings.Handle)
            .Operation(nameof(GetTimings)).Requires(Auth.Organization);
        timings.MapGet("/{timingUid}", GetTiming.HandleAsync)
            .Operation(nameof(GetTiming)).Requires(Auth.Organization);
        timings.MapPut("/{timingUid}", UpdateTiming.HandleAsync)
            .Operation(nameof(UpdateTiming)).Requires(Auth.Organization, Role.User)
            .WithMetadata(new RequestBodyMetadata(typeof(UpdateTimingRequest)));
        timings.MapDelete("/{timingUid}", DeleteTiming.HandleAsync)
            .Operation(nameof(DeleteTiming)).Requires(Auth.Organization, Role.User);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<TimingResponse>))]
[JsonSerializable(typeof(IAsyncEnumerable<TimingResponse>))]
[JsonSerializable(typeof(CreateTimingRequest))]
[JsonSerializable(typeof(UpdateTimingRequest))]
internal sealed partial class TimingsJson : JsonSerializerContext;
