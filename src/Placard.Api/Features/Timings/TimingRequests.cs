using System.Text.Json.Nodes;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Timings;

/// <summary>
/// Changes the timings of a device through the catalogue: the change and its entry in the action log are one transaction, and the device is told.
/// What can't be done is not stored at all.
/// </summary>
internal sealed class TimingRequests(DeviceCommandQueue commands, DeviceActionCatalogue catalogue, DeviceActionRequests actions, PublicAddresses addresses)
{
    /// <summary>The fields that an existing timing can be given.</summary>
    public static IReadOnlyList<string> Changeable { get; } =
        ["appletVersion", "startsAt", "endsAt", "configuration", "position", "finishEventType", "finishEventData", "finishEvent"];

    public string ApiBase => addresses.ApiBase;

    /// <summary>Only the named fields of what was sent.</summary>
    public static JsonObject Pick(JsonObject sent, IEnumerable<string> fields) =>
        new(fields.Where(sent.ContainsKey).Select(field => KeyValuePair.Create(field, sent[field]?.DeepClone())));

    /// <summary>Makes the change of a device that the caller sees, or refuses it.</summary>
    public async Task<DeviceAction> SubmitAsync<TKind>(
        PlacardDbContext db, RequestScope scope, (string Uid, string OrganizationUid) device, JsonObject sent, CancellationToken cancellation)
        where TKind : DeviceActionKind
    {
        var kind = catalogue.Kind<TKind>();
        var errors = new ValueErrors();
        if (kind.Read(sent, errors) is not { } value || !errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        try
        {
            return await commands.SubmitAsync(
                db, new NewCommand(device.Uid, device.OrganizationUid, kind, value, scope.Originator) { MustSucceed = true }, cancellation);
        }
        catch (CommandRefusedException refused) when (refused.Failure.Code != FailCodes.NotFound)
        {
            throw ApiErrors.InvalidBody(refused.Failure.Field ?? "body", refused.Failure.Message);
        }
        catch (Exception exception) when (exception is CommandRefusedException or DeviceNotFreeException)
        {
            throw ApiErrors.NotFound();
        }
    }

    /// <summary>The same, answered by where the change stands in the action log.</summary>
    public async Task<Done> ChangeAsync<TKind>(
        PlacardDbContext db, RequestScope scope, (string Uid, string OrganizationUid) device, JsonObject sent, CancellationToken cancellation)
        where TKind : DeviceActionKind =>
        new(actions.LocationOf(await SubmitAsync<TKind>(db, scope, device, sent, cancellation)));
}
