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

namespace Placard.Api.Features.DeviceSoftware;

/// <summary>What runs on a device: its application, its firmware, its packages. And whether it works: tests of the device and of applets.</summary>
internal static class DeviceSoftwareApi
{
    public static void MapDeviceSoftware(this IEndpointRouteBuilder api)
    {
        var device = api.MapGroup("/v1/device/{deviceUid}");
        MapApplication(device);
        MapFirmware(device);
        MapPackages(device);
        MapTests(device);
    }

    private static void MapApplication(RouteGroupBuilder device)
    {
        var application = device.MapGroup("/application").WithTags("Device/Application Version and update");
        application.MapPut("/{applicationType}/version", UpdateCoreAppVersion.HandleAsync)
            .Operation(nameof(UpdateCoreAppVersion)).Requires(Auth.Organization, Role.User);
        application.MapGet("/version", GetCurrentCoreAppVersion.HandleAsync)
            .Operation(nameof(GetCurrentCoreAppVersion)).Requires(Auth.Organization).Paged(Paging.Actions)
            .WithMetadata(new ListedActionMetadata(typeof(ApplicationVersionValue)));
    }

    private static void MapFirmware(RouteGroupBuilder device)
    {
        var firmware = device.MapGroup("/firmware").WithTags("Device/Firmware");
        firmware.MapPut("", UpdateDeviceFirmware.HandleAsync)
            .Operation(nameof(UpdateDeviceFirmware)).Requires(Auth.Organization, Role.User);
        firmware.MapGet("", GetDeviceFirmware.HandleAsync)
            .Operation(nameof(GetDeviceFirmware)).Requires(Auth.Organization);
    }

    // Installing is a plain action of the catalogue.
    private static void MapPackages(RouteGroupBuilder device)
    {
        var start = device.MapGroup("/package-start").WithTags("Device/Packages");
        start.MapPut("", StartInstalledDevicePackage.HandleAsync)
            .Operation(nameof(StartInstalledDevicePackage)).Requires(Auth.Organization, Role.User);
        start.MapPost("", StartInstalledDevicePackage.HandleAsync)
            .Requires(Auth.Organization, Role.User).Alias();
        start.MapGet("", GetStartedDevicePackages.HandleAsync)
            .Operation(nameof(GetStartedDevicePackages)).Requires(Auth.Organization).Paged(Paging.Actions)
            .WithMetadata(new ListedActionMetadata(typeof(PackageStartValue)));
    }

    private static void MapTests(RouteGroupBuilder device)
    {
        var tests = device.MapGroup("/test").WithTags("Device/Tests");
        tests.MapPut("", PutDeviceFeatureTest.HandleAsync)
            .Operation(nameof(PutDeviceFeatureTest)).Requires(Auth.Organization, Role.User);
        tests.MapGet("", GetDeviceFeatureTest.HandleAsync)
            .Operation(nameof(GetDeviceFeatureTest)).Requires(Auth.Organization);
        var applet = device.MapGroup("/applet-test/{appletUid}/{appletVersion}").WithTags("Device/Tests");
        applet.MapPut("", PutDeviceAppletTestWithAppletUIDAndAppletVersion.HandleAsync)
            .Operation(nameof(PutDeviceAppletTestWithAppletUIDAndAppletVersion)).Requires(Auth.Organization, Role.User);
        applet.MapGet("", GetDeviceAppletTestByUIDAndAppletVersion.HandleAsync)
            .Operation(nameof(GetDeviceAppletTestByUIDAndAppletVersion)).Requires(Auth.Organization);
        device.MapPut("/feature-test", PutDeviceFeatureTest.HandleAsync).Requires(Auth.Organization, Role.User).Alias();
        device.MapGet("/feature-test", GetDeviceFeatureTest.HandleAsync).Requires(Auth.Organization).Alias();
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(UpdateCoreAppVersionRequest))]
[JsonSerializable(typeof(FirmwareRequestedResponse))]
[JsonSerializable(typeof(FirmwareVersionValue))]
[JsonSerializable(typeof(DeviceFirmwareResponse))]
[JsonSerializable(typeof(StartDevicePackageRequest))]
[JsonSerializable(typeof(TestSuiteValue))]
[JsonSerializable(typeof(DeviceFeatureTestResponse))]
[JsonSerializable(typeof(DeviceAppletTestRequest))]
[JsonSerializable(typeof(DeviceAppletTestResponse))]
internal sealed partial class DeviceSoftwareJson : JsonSerializerContext;
