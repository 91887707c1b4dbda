using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Devices;

/// <summary>Devices themselves: lists, names, pairing, signs of life, pictures.</summary>
internal static class DevicesApi
{
    public static void MapDevices(this IEndpointRouteBuilder api)
    {
        MapBothVersions(api);

        var devices = api.MapGroup("/v1/device");
        devices.MapGet("/{deviceUid}/authentication", GetDeviceAuthenticationHash.HandleAsync).WithTags("Device")
            .Operation(nameof(GetDeviceAuthenticationHash)).Requires(Auth.Organization);
        devices.MapGet("/authentication/{deviceAuthHash}", GetDeviceByAuthenticationHash.HandleAsync).WithTags("Device")
            .Operation(nameof(GetDeviceByAuthenticationHash)).Requires(Auth.Organization);

        devices.MapPost("/verification", VerifyDevice.HandleAsync).WithTags("Device/Provisioning")
            .Operation(nameof(VerifyDevice)).Requires(Auth.Organization, Role.User);
        devices.MapGet("/verification/{deviceVerificationUid}", GetDeviceVerification.HandleAsync).WithTags("Device/Provisioning")
            .Operation(nameof(GetDeviceVerification)).Requires(Auth.Organization);
        devices.MapPut("/{deviceUid}/deprovision", DeprovisionDevice.HandleAsync).WithTags("Device/Provisioning")
            .Operation(nameof(DeprovisionDevice)).Requires(Auth.Organization, Role.User);

        devices.MapPut("/{deviceUid}/organization", SetDeviceOrganization.HandleAsync).WithTags("Device/Organization")
            .Operation(nameof(SetDeviceOrganization)).Requires(Auth.Account, Role.Manager);
        devices.MapPost("/{deviceUid}/replace", ReplaceDevice.HandleAsync).WithTags("Device/Provisioning")
            .Operation(nameof(ReplaceDevice)).Requires(Auth.Organization, Role.User);

        devices.MapPut("/{deviceUid}/location/{locationUid}", AssignDeviceToLocation.HandleAsync).WithTags("Device/Location")
            .Operation(nameof(AssignDeviceToLocation)).Requires(Auth.Organization, Role.User);
        devices.MapDelete("/{deviceUid}/location/{locationUid}", UnassignLocationFromDevice.HandleAsync).WithTags("Device/Location")
            .Operation(nameof(UnassignLocationFromDevice)).Requires(Auth.Organization, Role.User);
        devices.MapPut("/{deviceUid}/organization-tag/{tagUid}", AssignOrganizationTagToTheDevice.HandleAsync).WithTags("Device/Tag")
            .Operation(nameof(AssignOrganizationTagToTheDevice)).Requires(Auth.Organization, Role.User);
        devices.MapDelete("/{deviceUid}/organization-tag/{tagUid}", UnassignOrganizationTagWhichIsAssignedToTheDevice.HandleAsync).WithTags("Device/Tag")
            .Operation(nameof(UnassignOrganizationTagWhichIsAssignedToTheDevice)).Requires(Auth.Organization, Role.User);
        devices.MapGet("/{deviceUid}/organization-tag", GetTagsAssignedToTheDevice.HandleAsync).WithTags("Device/Tag")
            .Operation(nameof(GetTagsAssignedToTheDevice)).Requires(Auth.Organization).Paged(Paging.Usual);

        devices.MapGet("/alive", GetDevicesLastAlive.HandleAsync).WithTags("Device/Alive")
            .Operation(nameof(GetDevicesLastAlive)).Requires(Auth.Organization).Paged(Paging.Usual);
        devices.MapGet("/{deviceUid}/alive", GetDeviceLastAlive.HandleAsync).WithTags("Device/Alive")
            .Operation(nameof(GetDeviceLastAlive)).Requires(Auth.Organization);

        devices.MapGet("/{deviceUid}/pin-code", GetDevicePin.HandleAsync).WithTags("Device/Pin code and security")
            .Operation(nameof(GetDevicePin)).Requires(Auth.Organization);
        devices.MapGet("/{deviceUid}/storage", GetDeviceStorage.HandleAsync).WithTags("Device/Storage")
            .Operation(nameof(GetDeviceStorage)).Requires(Auth.Organization);

        devices.MapGet("/screenshot", GetLastScreenshotByDevices.HandleAsync).WithTags("Device/Screenshots")
            .Operation(nameof(GetLastScreenshotByDevices)).Requires(Auth.Organization).Paged(Paging.Usual);
        devices.MapPost("/{deviceUid}/screenshot", RequestNewDeviceScreenshot.HandleAsync).WithTags("Device/Screenshots")
            .Operation(nameof(RequestNewDeviceScreenshot)).Requires(Auth.Organization, Role.User);
        devices.MapGet("/{deviceUid}/screenshot", GetDeviceScreenshots.HandleAsync).WithTags("Device/Screenshots")
            .Operation(nameof(GetDeviceScreenshots)).Requires(Auth.Organization).Paged(GetDeviceScreenshots.Paging);
    }

    private static void MapBothVersions(IEndpointRouteBuilder api)
    {
        var v1 = api.MapGroup("/v1/device").WithTags("Device");
        v1.MapGet("", GetDevicesV1.HandleAsync)
            .Operation(nameof(GetDevicesV1)).Requires(Auth.Organization).Paged(Paging.Legacy).Deprecated();
        v1.MapGet("/{deviceUid}", GetDeviceV1.HandleAsync)
            .Operation(nameof(GetDeviceV1)).Requires(Auth.Either).Deprecated();
        v1.MapPut("/{deviceUid}", UpdateDeviceName.HandleAsync)
            .Operation(nameof(UpdateDeviceName)).Requires(Auth.Organization, Role.User).Deprecated();

        var v2 = api.MapGroup("/v2/device").WithTags("Device");
        v2.MapGet("", GetDevicesV2.HandleAsync)
            .Operation(nameof(GetDevicesV2)).Requires(Auth.Organization).Paged(Paging.Usual);
        v2.MapGet("/{deviceUid}", GetDeviceV2.HandleAsync)
            .Operation(nameof(GetDeviceV2)).Requires(Auth.Organization);
        v2.MapPut("/{deviceUid}", ConfigureDevice.HandleAsync)
            .Operation(nameof(ConfigureDevice)).Requires(Auth.Organization, Role.User);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<DeviceV1Response>))]
[JsonSerializable(typeof(IAsyncEnumerable<DeviceV1Response>))]
[JsonSerializable(typeof(List<DeviceV2Response>))]
[JsonSerializable(typeof(UpdateDeviceNameRequest))]
[JsonSerializable(typeof(SetDeviceOrganizationRequest))]
[JsonSerializable(typeof(ReplaceDeviceRequest))]
[JsonSerializable(typeof(List<OrganizationTagResponse>))]
[JsonSerializable(typeof(ConfigureDeviceRequest))]
[JsonSerializable(typeof(AuthenticationHashResponse))]
[JsonSerializable(typeof(VerifyDeviceRequest))]
[JsonSerializable(typeof(DeviceVerificationResponse))]
[JsonSerializable(typeof(DeviceUidsRequest))]
[JsonSerializable(typeof(List<DeviceAliveResponse>))]
[JsonSerializable(typeof(DevicePinResponse))]
[JsonSerializable(typeof(RawJson))]
[JsonSerializable(typeof(List<ScreenshotResponse>))]
internal sealed partial class DevicesJson : JsonSerializerContext;
