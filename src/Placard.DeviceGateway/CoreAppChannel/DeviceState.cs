using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>
/// What a live session must know of the server's state: whether the device is paired, its name, auth hash, organization, tags.
/// Sent when the device subscribes, and again when it differs from what this session got last.
/// </summary>
public sealed class DeviceState(Database database, DeviceVerifications verifications, CommandPump pump)
{
    /// <summary>Looks at the device's row again; tells the session what changed.</summary>
    public async Task RefreshAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        if (connection.Device is not { } known || await LoadAsync(known.DeviceUid, cancellation) is not { } state)
        {
            return;
        }

        connection.Device = known with { OrganizationUid = state.OrganizationUid ?? "" };
        if (!known.IsPaired && connection.Device.IsPaired)
        {
            await connection.SendIfWantedAsync(new(ChannelActions.VerificationSucceed, []), cancellation);
            pump.Wake(connection);
        }

        if (connection.Pushed.ContainsKey(ChannelActions.UpdateDevice) && connection.Device.IsPaired)
        {
            await PushAsync(connection, state, cancellation);
        }
    }

    /// <summary>The device asked whether it is paired: yes, or the hash by which it can be.</summary>
    public async Task CheckVerificationAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        var known = connection.Device!;
        if (known.MustReset)
        {
            await ResetAsync(connection, cancellation);
            return;
        }

        if (await LoadAsync(known.DeviceUid, cancellation) is { OrganizationUid: { } organizationUid })
        {
            connection.Device = known with { OrganizationUid = organizationUid };
            await connection.SendIfWantedAsync(new(ChannelActions.VerificationSucceed, []), cancellation);
            pump.Wake(connection);
            return;
        }

        var pending = await verifications.PendingAsync(database, known.DeviceUid, cancellation);
        await connection.SendIfWantedAsync(
            new(ChannelActions.VerificationHashCreated, new JsonObject { ["verificationHash"] = pending.Hash }), cancellation);
    }

    /// <summary>Tells the device to forget what it got from the organization that it left. It does so within a minute and comes back as new.</summary>
    public async Task ResetAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        var device = connection.Device! with { OrganizationUid = "", MustReset = true };
        connection.Device = device;
        connection.Pushed.Clear();
        if (connection.Wants(ChannelActions.PerformDeviceDeprovision))
        {
            await connection.SendActionAsync(new(ChannelActions.PerformDeviceDeprovision, []), () => ForgetResetAsync(device.DeviceUid), cancellation);
        }
    }

    // The device has heard it; no other answer exists.
    private Task ForgetResetAsync(string deviceUid) => database.WriteAsync(
        (db, token) => db.AcrossOrganizations<Device>().Where(device => device.Uid == deviceUid)
            .ExecuteUpdateAsync(row => row.SetProperty(device => device.ResetPending, false), token),
        CancellationToken.None);

    /// <summary>The device subscribed: everything, whether or not it was sent before.</summary>
    public async Task SubscribeAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        if (await LoadAsync(connection.Device!.DeviceUid, cancellation) is { OrganizationUid: not null } state)
        {
            connection.Pushed.Clear();
            connection.Pushed[ChannelActions.UpdateDevice] = "";
            await PushAsync(connection, state, cancellation);

            // Without content the device must be told so; an empty list of definitions would break it.
            await connection.SendIfWantedAsync(new(ChannelActions.LastActiveAppletMissed, []), cancellation);
        }
    }

    public async Task SendTagsAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        var deviceUid = connection.Device!.DeviceUid;
        var names = await database.ReadAsync(db => (
            from link in db.AcrossOrganizations<DeviceTag>()
            join tag in db.AcrossOrganizations<OrganizationTag>() on link.TagUid equals tag.Uid
            where link.DeviceUid == deviceUid
            orderby tag.Name
            select tag.Name).ToListAsync(cancellation));
        var tags = new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name })]);
        await connection.SendIfWantedAsync(new(ChannelActions.UpdateOrganizationTags, new JsonObject { ["tags"] = tags }), cancellation);
    }

    private static async Task PushAsync(DeviceConnection connection, State state, CancellationToken cancellation)
    {
        await PushAsync(connection, ChannelActions.UpdateDeviceAuthHash, "authHash", state.AuthHash, cancellation);
        await PushAsync(connection, ChannelActions.UpdateDevice, "deviceName", state.Name, cancellation);
        await PushAsync(connection, ChannelActions.UpdateOrganization, "title", state.OrganizationTitle ?? "", cancellation);
    }

    private static async Task PushAsync(DeviceConnection connection, string type, string field, string value, CancellationToken cancellation)
    {
        if (!connection.Pushed.TryGetValue(type, out var last) || last != value)
        {
            connection.Pushed[type] = value;
            await connection.SendIfWantedAsync(new WireAction(type, new JsonObject { [field] = value }), cancellation);
        }
    }

    private Task<State?> LoadAsync(string deviceUid, CancellationToken cancellation) => database.ReadAsync(db => db.AcrossOrganizations<Device>()
        .Where(device => device.Uid == deviceUid)
        .Select(device => new State(
            device.OrganizationUid,
            device.Name,
            device.AuthHash,
            db.Organizations.Where(organization => organization.Uid == device.OrganizationUid).Select(organization => organization.Title).FirstOrDefault()))
        .FirstOrDefaultAsync(cancellation));

    private sealed record State(string? OrganizationUid, string Name, string AuthHash, string? OrganizationTitle);
}
