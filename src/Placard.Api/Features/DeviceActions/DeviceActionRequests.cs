using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.Domain;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.DeviceActions;

/// <summary>Takes what a caller wants a device to do.</summary>
internal sealed class DeviceActionRequests(DeviceCommandQueue commands, PublicAddresses addresses)
{
    /// <summary>Stores the command; the answer's <c>Location</c> is where its fate can be read.</summary>
    public async Task<Done> RequestAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, DeviceActionKind kind, JsonObject sent, CancellationToken cancellation)
    {
        // The device first: a caller learns nothing about bodies of devices that it does not see.
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var value = Read(kind, sent);
        var action = await commands.SubmitAsync(db, new(deviceUid, organizationUid, kind, value, scope.Originator), cancellation);
        return new($"{addresses.ApiBase}/v1/device/{deviceUid}/action-log/{action.Uid}");
    }

    public static JsonElement Read(DeviceActionKind kind, JsonObject sent)
    {
        var errors = new ValueErrors();
        return kind.Read(sent, errors) is { } value && errors.IsEmpty ? value : throw ApiErrors.InvalidBody(errors.Errors);
    }
}
