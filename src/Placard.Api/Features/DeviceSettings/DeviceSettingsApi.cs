using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

/// <summary>Settings whose requests or answers are not those of the generic mapper: timers, scheduled power actions, intervals, switches that show their state.</summary>
internal static class DeviceSettingsApi
{
    public static void MapDeviceSettings(this IEndpointRouteBuilder api)
    {
        var device = api.MapGroup("/v1/device/{deviceUid}");
        device.MapPut("/timer-settings", CreateUpdateAndRemoveDeviceTimer.HandleAsync).WithTags("Device/Timers")
            .Operation(nameof(CreateUpdateAndRemoveDeviceTimer)).Requires(Auth.Organization, Role.User);
        device.MapGet("/timer-settings", GetDeviceTimers.HandleAsync).WithTags("Device/Timers")
            .Operation(nameof(GetDeviceTimers)).Requires(Auth.Organization)
            .WithMetadata(new ListedActionMetadata(typeof(TimerValue)));

        MapScheduledPowerActions(device.MapGroup("/scheduled-power-action").WithTags("Device/Power Actions"));

        device.MapGet("/security", GetDeviceSecurity.HandleAsync).WithTags("Device/Security")
            .Operation(nameof(GetDeviceSecurity)).Requires(Auth.Organization);
        device.MapGet("/screen-capture", GetDeviceScreenCaptureStatus.HandleAsync).WithTags("Device/Screen Capture")
            .Operation(nameof(GetDeviceScreenCaptureStatus)).Requires(Auth.Organization);

        var intervals = api.MapGroup("/v1/device/configuration/{deviceUid}/telemetry-intervals").WithTags("Configuration");
        intervals.MapPut("", SetTelemetryIntervals.HandleAsync)
            .Operation(nameof(SetTelemetryIntervals)).Requires(Auth.Organization, Role.User)
            .WithMetadata(new RequestBodyMetadata(typeof(TelemetryIntervalsValue)));
        intervals.MapGet("", GetTelemetryIntervals.HandleAsync)
            .Operation(nameof(GetTelemetryIntervals)).Requires(Auth.Organization);
    }

    private static void MapScheduledPowerActions(IEndpointRouteBuilder scheduled)
    {
        scheduled.MapPost("", CreateDeviceScheduledPowerAction.HandleAsync)
            .Operation(nameof(CreateDeviceScheduledPowerAction)).Requires(Auth.Organization, Role.User)
            .WithMetadata(new RequestBodyMetadata(typeof(ScheduledPowerActionValue)));
        scheduled.MapGet("", GetDeviceScheduledPowerActions.HandleAsync)
            .Operation(nameof(GetDeviceScheduledPowerActions)).Requires(Auth.Organization).Paged(Paging.Actions)
            .WithMetadata(new ListedActionMetadata(typeof(ScheduledPowerActionValue)));
        scheduled.MapGet("/{scheduledActionUid}", GetDeviceScheduledPowerAction.HandleAsync)
            .Operation(nameof(GetDeviceScheduledPowerAction)).Requires(Auth.Organization)
            .WithMetadata(new ListedActionMetadata(typeof(ScheduledPowerActionValue), IsOne: true));
        scheduled.MapDelete("/{scheduledActionUid}", DeleteDeviceScheduledPowerAction.HandleAsync)
            .Operation(nameof(DeleteDeviceScheduledPowerAction)).Requires(Auth.Organization, Role.User);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DeviceSecurityResponse))]
[JsonSerializable(typeof(ScreenCaptureResponse))]
[JsonSerializable(typeof(TelemetryIntervalsValue))]
[JsonSerializable(typeof(DeviceTimerRequest))]
internal sealed partial class DeviceSettingsJson : JsonSerializerContext;
