using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;

namespace Placard.Api.Features.Monitoring;

/// <summary>What became of devices over time: uptime, offline ranges, report files, logs.</summary>
internal static class MonitoringApi
{
    public static void MapMonitoring(this IEndpointRouteBuilder api)
    {
        api.MapGet("/v1/uptime", GetUptimeStats.HandleAsync).WithTags("Uptime")
            .Operation(nameof(GetUptimeStats)).Requires(Auth.Organization);

        var device = api.MapGroup("/v1/device/{deviceUid}");
        device.MapGet("/hourly-connected-status", GetDeviceHourlyConnectedStatus.HandleAsync).WithTags("Device/Monitoring")
            .Operation(nameof(GetDeviceHourlyConnectedStatus)).Requires(Auth.Organization).Deprecated();
        device.MapGet("/report", GetDeviceReports.HandleAsync).WithTags("Device/Monitoring")
            .Operation(nameof(GetDeviceReports)).Requires(Auth.Organization);
        device.MapGet("/offline-range", GetOfflineRanges.HandleAsync).WithTags("Device/Offline Range (coming soon)")
            .Operation(nameof(GetOfflineRanges)).Requires(Auth.Organization).Paged(Paging.Usual);
        device.MapGet("/system-log", GetDeviceSystemLogs.HandleAsync).WithTags("Device/System Log")
            .Operation(nameof(GetDeviceSystemLogs)).Requires(Auth.Organization).Paged(Paging.Usual);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(UptimeResponse))]
[JsonSerializable(typeof(List<HourlyConnectedStatusResponse>))]
[JsonSerializable(typeof(List<OfflineRangeResponse>))]
[JsonSerializable(typeof(List<DeviceReportResponse>))]
[JsonSerializable(typeof(List<SystemLogResponse>))]
internal sealed partial class MonitoringJson : JsonSerializerContext;
