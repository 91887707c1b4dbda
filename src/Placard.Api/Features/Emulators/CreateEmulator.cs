using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain;

namespace Placard.Api.Features.Emulators;

/// <summary>A new emulator.</summary>
/// <param name="OrganizationUid">The organization that it joins. May be left out where the credentials see only one.</param>
/// <param name="SkipProvision">True: it joins nobody yet and shows a verification hash.</param>
public sealed record CreateEmulatorRequest(string? OrganizationUid, bool? SkipProvision);

/// <summary>A made emulator.</summary>
/// <param name="Message">Always <c>OK</c>.</param>
/// <param name="VerificationHash">6 hex, only with <c>skipProvision</c>.</param>
public sealed record CreatedEmulatorResponse(
    string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VerificationHash);

internal static class CreateEmulator
{
    /// <summary>Makes a device for an emulator; the last segment of <c>Location</c> is its uid.</summary>
    public static async Task<Made<CreatedEmulatorResponse>> HandleAsync(
        Body<CreateEmulatorRequest> body, RequestScope scope, PlacardDbContext db, NewEmulators emulators, CancellationToken cancellation)
    {
        var organizationUid = scope.OrganizationFor(body.Value.OrganizationUid);
        try
        {
            var (uid, hash) = await emulators.AddAsync(db, scope, organizationUid, body.Value.SkipProvision == true, cancellation);
            return new(new("OK", hash), emulators.Location(uid));
        }
        catch (DeviceNotFreeException)
        {
            // The organization was deleted in this moment.
            throw ApiErrors.NotFound("Organization was not found");
        }
    }
}

/// <summary>Stores new emulators.</summary>
internal sealed class NewEmulators(
    DeviceRegistration registration, DeviceProvisioning provisioning, DeviceVerifications verifications, PublicAddresses addresses)
{
    private const string Screen = """[{"width":1920,"height":1080}]""";

    public string Location(string uid) => $"{addresses.ApiBase}/v1/device/{uid}";

    /// <returns>The device's uid and, if it waits to be paired, its hash.</returns>
    public Task<(string Uid, string? Hash)> AddAsync(
        PlacardDbContext db, RequestScope scope, string organizationUid, bool skipProvision, CancellationToken cancellation) =>
        db.WriteAsync<(string, string?)>(
            async token =>
            {
                var duid = Uids.Duid();
                var device = registration.Create(db, duid, "default", $"Emulator {duid[..6]}");
                device.IsEmulator = true;
                device.EmulatorOwner = scope.OwnerName;
                device.SupportedResolutions = Screen;
                await db.SaveChangesAsync(token);
                if (skipProvision)
                {
                    if (!await db.HoldOrganizationAsync(organizationUid, token))
                    {
                        throw new DeviceNotFreeException();
                    }

                    return (device.Uid, (await verifications.PendingAsync(db, device.Uid, token)).Hash);
                }

                await provisioning.AddToOrganizationAsync(db, device.Uid, organizationUid, scope.Originator, token);
                return (device.Uid, null);
            },
            cancellation);
}
