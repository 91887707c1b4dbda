using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.CoreAppChannel.Actions;

/// <summary>A device that the server does not know introduces itself, and may ask to join an organization that allows it.</summary>
public sealed partial class RegisterDeviceAction(
    Database database, DeviceRegistration registration, DeviceProvisioning provisioning, RegisterDeviceAction.Limits limits, ILogger<RegisterDeviceAction> logger)
    : IChannelAction
{
    /// <summary>Shared counters of registrations.</summary>
    public sealed class Limits(IOptions<GatewayOptions> options, TimeProvider time)
    {
        public TimeProvider Time => time;

        public MinuteLimit Registrations { get; } = new(options.Value.RegistrationsPerMinute, time);
    }

    public string Type => ChannelActions.RegisterDevice;

    public bool NeedsLogIn => false;

    public async Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        var duid = payload.Text("uid");
        var applicationType = payload.Text("applicationType", most: 32) ?? "default";
        if (duid is not { Length: >= 6 and <= 128 } || duid != connection.Client!.Duid || !duid.All(char.IsAsciiLetterOrDigit))
        {
            await FailAsync(connection, RegistrationFailure.InvalidDeviceUid, cancellation);
            return;
        }

        if (!limits.Registrations.TryCount(connection.Wire.RemoteAddress))
        {
            Log.TooMany(logger, connection.Wire.RemoteAddress);
            await FailAsync(connection, RegistrationFailure.CommandFailed, cancellation);
            return;
        }

        var wish = payload.Member("autoVerification") is { ValueKind: JsonValueKind.Object } member ? member : (JsonElement?)null;
        var known = await database.ReadAsync(db => db.AcrossOrganizations<Device>().Where(device => device.Duid == duid)
            .Select(device => new { device.Uid, device.OrganizationUid }).FirstOrDefaultAsync(cancellation));
        if (known is not null)
        {
            if (known.OrganizationUid is null)
            {
                await JoinAsync(known.Uid, wish, isNew: false, cancellation);
            }

            await FailAsync(connection, RegistrationFailure.AlreadyExists, cancellation);
            return;
        }

        if (await database.WriteAsync((db, token) => registration.TryCreateAsync(db, duid, applicationType, token), cancellation) is not { } uid)
        {
            await FailAsync(connection, RegistrationFailure.AlreadyExists, cancellation);
            return;
        }

        await JoinAsync(uid, wish, isNew: true, cancellation);
        await connection.SendIfWantedAsync(new(ChannelActions.DeviceRegistrationSucceed, []), cancellation);
    }

    private async Task JoinAsync(string deviceUid, JsonElement? wish, bool isNew, CancellationToken cancellation)
    {
        if (wish?.Text("organizationUid") is not { } organizationUid)
        {
            return;
        }

        var now = limits.Time.Now();
        await using var db = database.Open();
        var allowed = await db.Organizations.AnyAsync(
            organization => organization.Uid == organizationUid && organization.AutoVerification && (!isNew || organization.EnrolmentOpenUntil > now), cancellation);
        if (!allowed)
        {
            Log.JoinRefused(logger, deviceUid, organizationUid);
            return;
        }

        var originator = new Originator(OriginatorKind.Device, deviceUid);
        try
        {
            await db.WriteAsync(
                async token =>
                {
                    await provisioning.AddToOrganizationAsync(db, deviceUid, organizationUid, originator, token);
                    if (wish.Value.Text("deviceName") is { Length: > 0 } name)
                    {
                        await db.AcrossOrganizations<Device>().Where(device => device.Uid == deviceUid)
                            .ExecuteUpdateAsync(row => row.SetProperty(device => device.Name, name), token);
                    }
                },
                cancellation);
        }
        catch (DeviceNotFreeException)
        {
            // Somebody paired it in this moment; that stands.
            return;
        }
        catch (OrganizationFullException)
        {
            Log.JoinRefused(logger, deviceUid, organizationUid);
            return;
        }

        await provisioning.AnnounceAsync(deviceUid, cancellation);
    }

    private static ValueTask FailAsync(DeviceConnection connection, RegistrationFailure reason, CancellationToken cancellation) =>
        connection.SendIfWantedAsync(new(ChannelActions.DeviceRegistrationFailed, new JsonObject { ["reason"] = (int)reason }), cancellation);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Too many registrations from {Address} in a minute; one was refused.")]
        public static partial void TooMany(ILogger logger, string? address);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Device {DeviceUid} asked to join organization {OrganizationUid}, which does not allow it now.")]
        public static partial void JoinRefused(ILogger logger, string deviceUid, string organizationUid);
    }
}
