using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceActions;

/// <summary>Takes what a caller wants a device to do.</summary>
internal sealed class DeviceActionRequests(DeviceCommandQueue commands, PublicAddresses addresses)
{
    /// <summary>Stores the command; the answer's <c>Location</c> is where its fate can be read.</summary>
    public async Task<Done> RequestAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, DeviceActionKind kind, JsonObject sent, CancellationToken cancellation)
    {
        var action = await SubmitAsync(db, scope, deviceUid, kind, sent, cancellation);
        return new($"{addresses.ApiBase}/v1/device/{deviceUid}/action-log/{action.Uid}");
    }

    /// <summary>Stores the command and returns it, for answers with a <c>Location</c> of their own.</summary>
    public async Task<DeviceAction> SubmitAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, DeviceActionKind kind, JsonObject sent, CancellationToken cancellation) =>
        (await SubmitAsync(db, scope, deviceUid, [kind], sent, cancellation))[0];

    /// <summary>Stores a command of each kind that knows a field of what was sent: all of them, or none.</summary>
    public Task RequestAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, IEnumerable<DeviceActionKind> kinds, JsonObject sent, CancellationToken cancellation) =>
        SubmitAsync(db, scope, deviceUid, [.. kinds.Where(kind => kind.Fields.Any(sent.ContainsKey))], sent, cancellation);

    private static JsonElement Read(DeviceActionKind kind, JsonObject sent)
    {
        if (kind.RefusesOtherFields && sent.Select(field => field.Key).Except(kind.Fields).ToArray() is { Length: > 0 } unknown)
        {
            throw ApiErrors.UnknownKeys(unknown);
        }

        var errors = new ValueErrors();
        return kind.Read(sent, errors) is { } value && errors.IsEmpty ? value : throw ApiErrors.InvalidBody(errors.Errors);
    }

    private async Task<IReadOnlyList<DeviceAction>> SubmitAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, DeviceActionKind[] kinds, JsonObject sent, CancellationToken cancellation)
    {
        // The device first: a caller learns nothing about bodies of devices that it does not see.
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var asked = kinds.Select(kind => new NewCommand(deviceUid, organizationUid, kind, Read(kind, sent), scope.Originator)).ToArray();
        try
        {
            var actions = await commands.SubmitAsync(db, asked, cancellation);
            return actions.Any(action => action.FailCode == FailCodes.NotFound) ? throw ApiErrors.NotFound()
                : actions.FirstOrDefault(action => action.FailCode == FailCodes.OrganizationFull) is { } refused ? throw ApiErrors.Conflict(refused.FailMessage!)
                : actions;
        }
        catch (DeviceNotFreeException)
        {
            throw ApiErrors.NotFound();
        }
    }

    /// <summary>Where the fate of a command can be read.</summary>
    public string LocationOf(DeviceAction action) => $"{addresses.ApiBase}/v1/device/{action.DeviceUid}/action-log/{action.Uid}";
}
