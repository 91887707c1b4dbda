using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>Changes name and configuration of a device together with the action rows that tell of it.</summary>
internal sealed class DeviceChanges(DeviceCommandQueue commands, DeviceActionCatalogue catalogue, TimeProvider time)
{
    private static readonly string[] ConfigurationKeys =
        ["connectionMethod", "platformUri", "staticBaseUrl", "uploadBaseUrl", "weinreUri", "extendedManagementUrl"];

    /// <param name="db">The request's database.</param>
    /// <param name="scope">The request's scope.</param>
    /// <param name="deviceUid">Which device.</param>
    /// <param name="sent">The keys that the caller named, null included.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task ApplyAsync(PlacardDbContext db, RequestScope scope, string deviceUid, JsonObject sent, CancellationToken cancellation)
    {
        var rename = Read<UpdateName>(sent, ["name"]);
        var configure = Read<UpdateConfiguration>(sent, ConfigurationKeys);
        var actions = await db.WriteAsync(
            async token =>
            {
                var device = await db.Devices.FirstOrDefaultAsync(device => device.Uid == deviceUid, token) ?? throw ApiErrors.NotFound();
                var rows = new List<DeviceAction>();
                foreach (var (kind, value) in new[] { rename, configure }.OfType<(DeviceActionKind, JsonElement)>())
                {
                    Apply(device, value);
                    rows.Add(await commands.AddAsync(db, new(device.Uid, device.OrganizationUid!, kind, value, scope.Originator), token));
                }

                return rows;
            },
            cancellation);
        foreach (var action in actions)
        {
            await commands.AnnounceAsync(action, cancellation);
        }
    }

    // The action keeps only what was sent: absent and null mean different things.
    private (DeviceActionKind Kind, JsonElement Value)? Read<TKind>(JsonObject sent, string[] keys)
        where TKind : DeviceActionKind
    {
        var part = new JsonObject(sent.Where(field => keys.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        if (part.Count == 0)
        {
            return null;
        }

        var kind = catalogue.Kind<TKind>();
        DeviceActionRequests.Read(kind, part);
        return (kind, JsonSerializer.SerializeToElement(part, CatalogueJson.Default.JsonObject));
    }

    private void Apply(Device device, JsonElement value)
    {
        var (method, platform) = (device.ConnectionMethod, device.PlatformUri);
        foreach (var field in value.EnumerateObject())
        {
            var text = field.Value.GetString();
            switch (field.Name)
            {
                case "name": device.Name = text!; break;
                case "connectionMethod": device.ConnectionMethod = text; break;
                case "platformUri": device.PlatformUri = text; break;
                case "staticBaseUrl": device.StaticBaseUrl = text; break;
                case "uploadBaseUrl": device.UploadBaseUrl = text; break;
                case "weinreUri": device.WeinreUri = text; break;
                case "extendedManagementUrl": device.ExtendedManagementUrl = text; break;
                default: throw new InvalidOperationException($"No column takes {field.Name}.");
            }
        }

        // Any change of it makes the device connect anew, which only these two are worth.
        if (method != device.ConnectionMethod || platform != device.PlatformUri)
        {
            device.ConfigurationUpdatedAt = time.Now();
        }
    }
}
