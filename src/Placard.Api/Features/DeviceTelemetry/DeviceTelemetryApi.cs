using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;

namespace Placard.Api.Features.DeviceTelemetry;

/// <summary>What devices report: the latest record of each type, and the history.</summary>
internal static class DeviceTelemetryApi
{
    public static void MapDeviceTelemetry(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/v1/device").WithTags("Device/Telemetry");
        devices.MapGet("/{deviceUid}/telemetry/{telemetryType}/latest", GetDeviceLatestTelemetryByType.HandleAsync)
            .Operation(nameof(GetDeviceLatestTelemetryByType)).Requires(Auth.Organization);
        devices.MapGet("/{deviceUid}/telemetry/{telemetryType}", GetDeviceHistoryByType.HandleAsync)
            .Operation(nameof(GetDeviceHistoryByType)).Requires(Auth.Organization).Paged(GetDeviceHistoryByType.Paging);
        devices.MapGet("/telemetry/latest", GetDevicesLatestTelemetries.HandleAsync)
            .Operation(nameof(GetDevicesLatestTelemetries)).Requires(Auth.Organization).Paged(Paging.Usual);
        devices.MapGet("/{deviceUid}/telemetry/latest", GetDeviceLatestTelemetries.HandleAsync)
            .Operation(nameof(GetDeviceLatestTelemetries)).Requires(Auth.Organization);
        devices.MapGet("/{deviceUid}/temperature", GetDeviceTemperature.HandleAsync)
            .Operation(nameof(GetDeviceTemperature)).Requires(Auth.Organization).Paged(GetDeviceTemperature.Paging);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<TelemetryResponse>))]
[JsonSerializable(typeof(List<LatestTelemetriesResponse>))]
[JsonSerializable(typeof(List<TemperatureResponse>))]
[JsonSerializable(typeof(IAsyncEnumerable<TemperatureResponse>))]
internal sealed partial class DeviceTelemetryJson : JsonSerializerContext;
