using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.DeviceCommands.Provisioning.Recipes;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Content;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>
/// What a live session must know of the server's state: whether the device is paired, its name, auth hash, organization, tags, location.
/// Sent when the device subscribes or asks, and again when it differs from what this session got last.
/// </summary>
public sealed class DeviceState(Database database, DeviceVerifications verifications, CommandPump pump, ContentPushes content, RecipeLookout recipes)
{
    /// <summary>Looks at the device's row again; tells the session what changed.</summary>
    public async Task RefreshAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        if (connection.Device is null || await LoadAsync(connection.Device.DeviceUid, cancellation) is not { } state)
        {
            return;
        }

        if (state.IsBanned)
        {
            connection.Wire.Close("The device is banned.");
            return;
        }

        // Not before the row is there: others change it meanwhile.
        var known = connection.Device;
        var moved = known.IsPaired && state.OrganizationUid is { } current && current != known.OrganizationUid;
        connection.Device = known with { OrganizationUid = state.OrganizationUid ?? "", MustForget = moved || known.MustForget };
        if (!known.IsPaired && connection.Device.IsPaired)
        {
            await connection.SendIfWantedAsync(new(ChannelActions.VerificationSucceed, []), cancellation);
            pump.Wake(connection);
        }

        if (moved)
        {
            await ForgetAsync(connection, cancellation);
        }

        if (connection.Device.IsPaired)
        {
            await connection.PushChangesAsync(state, cancellation);
            await content.LookAsync(connection);
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
            await VerifiedAsync(connection, organizationUid, cancellation);
            return;
        }

        if (await verifications.PendingAsync(database, known.DeviceUid, cancellation) is not { } pending)
        {
            // Paired, or removed, since it was read.
            await RefreshAsync(connection, cancellation);
            return;
        }

        await connection.SendIfWantedAsync(
            new(ChannelActions.VerificationHashCreated, new JsonObject { ["verificationHash"] = pending.Hash }), cancellation);
        if (connection.Device is { IsPaired: true })
        {
            // The pairing was told to it while the hash was on its way; the last word must not be the hash.
            await connection.SendIfWantedAsync(new(ChannelActions.VerificationSucceed, []), cancellation);
        }
    }

    /// <summary>Tells the device to forget what it got from the organization that it left. It does so within a minute and comes back as new.</summary>
    public async Task ResetAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        var device = connection.Device! with { OrganizationUid = "", MustReset = true, MustForget = false };
        connection.Device = device;
        connection.Pushed.Clear();
        connection.Content.Unsubscribe();
        if (connection.Wants(ChannelActions.PerformDeviceDeprovision))
        {
            await connection.SendActionAsync(new(ChannelActions.PerformDeviceDeprovision, []), () => ForgetResetAsync(device.DeviceUid), cancellation);
        }
    }

    /// <summary>The device subscribed: everything, whether or not it was sent before.</summary>
    public async Task SubscribeAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        if (await LoadAsync(connection.Device!.DeviceUid, cancellation) is { OrganizationUid: not null } state)
        {
            connection.Pushed.Clear();
            await connection.PushOnSubscribeAsync(state, cancellation);

            if (connection.Name == ConnectionNames.Front)
            {
                await content.SubscribeAsync(connection);
            }
            else
            {
                // The other part plays nothing.
                await connection.SendIfWantedAsync(new(ChannelActions.LastActiveAppletMissed, []), cancellation);
            }
        }
    }

    public async Task SendTagsAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        if (await LoadAsync(connection.Device!.DeviceUid, cancellation) is { } state)
        {
            await connection.PushTagsAsync(state, cancellation);
        }
    }

    public async Task SendLocationAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        if (await LoadAsync(connection.Device!.DeviceUid, cancellation) is { } state)
        {
            await connection.PushLocationAsync(state, cancellation);
        }
    }

    private async Task VerifiedAsync(DeviceConnection connection, string organizationUid, CancellationToken cancellation)
    {
        var known = connection.Device!;
        connection.Device = known with { OrganizationUid = organizationUid };
        await connection.SendIfWantedAsync(new(ChannelActions.VerificationSucceed, []), cancellation);
        if (known.MustForget)
        {
            await ForgetAsync(connection, cancellation);
        }

        pump.Wake(connection);
    }

    // A move needs no reset: nobody shall have to pair the device again. It drops the content and the policies of the old organization.
    private async Task ForgetAsync(DeviceConnection connection, CancellationToken cancellation)
    {
        await connection.SendIfWantedAsync(new(ChannelActions.UpdateDevicePolicyItems, new JsonObject { ["items"] = new JsonArray() }), cancellation);
        if (connection.Wants(ChannelActions.LastActiveAppletMissed))
        {
            await connection.SendActionAsync(new(ChannelActions.LastActiveAppletMissed, []), () => ForgottenAsync(connection), cancellation);
        }
        else
        {
            await ForgottenAsync(connection);
        }

        connection.Content.TellAnew();
    }

    // What the display says from here on is of its new organization. The other part of the device plays nothing.
    private async Task ForgottenAsync(DeviceConnection connection)
    {
        var device = connection.Device!;
        connection.Device = device with { MustForget = false };
        if (connection.Name == ConnectionNames.Front)
        {
            await database.WriteAsync(
                (db, token) => db.AcrossOrganizations<Device>().Where(row => row.Uid == device.DeviceUid && row.OrganizationUid == device.OrganizationUid)
                    .ExecuteUpdateAsync(row => row.SetProperty(moved => moved.ForgetPending, false), token),
                CancellationToken.None);
        }
    }

    // The device has heard it; no other answer exists.
    private async Task ForgetResetAsync(string deviceUid)
    {
        await database.WriteAsync(
            (db, token) => db.AcrossOrganizations<Device>().Where(device => device.Uid == deviceUid)
                .ExecuteUpdateAsync(row => row.SetProperty(device => device.ResetPending, false), token),
            CancellationToken.None);
        recipes.LookAt(deviceUid);
    }

    private Task<StateOfDevice?> LoadAsync(string deviceUid, CancellationToken cancellation) => database.ReadAsync(db => db.AcrossOrganizations<Device>()
        .Where(device => device.Uid == deviceUid)
        .Select(device => new StateOfDevice(
            device.OrganizationUid,
            device.BannedAt != null,
            device.Name,
            device.AuthHash,
            db.Organizations.Where(organization => organization.Uid == device.OrganizationUid).Select(organization => organization.Title).FirstOrDefault(),
            db.Locations.Where(location => location.Uid == device.LocationUid)
                .Select(location => new LocationOfDevice(location.Name, location.CustomId, location.Description)).FirstOrDefault(),
            db.DeviceTags.Where(link => link.DeviceUid == device.Uid)
                .Join(db.OrganizationTags, link => link.TagUid, tag => tag.Uid, (link, tag) => tag.Name).OrderBy(name => name).ToList()))
        .FirstOrDefaultAsync(cancellation));
}
