using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceActions;

/// <summary>An action as the list of its kind shows it: the value's fields stand beside the common ones.</summary>
[JsonConverter(typeof(ListedActionConverter))]
internal sealed record ListedAction(
    string Uid, string DeviceUid, JsonElement Value, DateTime CreatedAt, DateTime? SucceededAt, DateTime? FailedAt);

internal static class GetDeviceActions
{
    public static async Task<PageOf<ListedAction>> ReadAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, DeviceActionKind kind, Page page, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var type = kind.ActionType;
        var found = await page.ReadAsync(
            db.DeviceActions.AsNoTracking()
                .Where(action => action.DeviceUid == deviceUid && action.Kind == type)
                .Select(action => new Row<DeviceAction> { At = action.CreatedAt, Uid = action.Uid, Item = action }),
            cancellation);
        return found.Select(action => ToListed(kind, action));
    }

    /// <summary>The newest request of a kind, or null. The caller has checked that the device is visible.</summary>
    public static async Task<ListedAction?> NewestAsync(PlacardDbContext db, string deviceUid, DeviceActionKind kind, CancellationToken cancellation)
    {
        var type = kind.ActionType;
        var action = await db.DeviceActions.AsNoTracking()
            .Where(action => action.DeviceUid == deviceUid && action.Kind == type)
            .OrderByDescending(action => action.Uid)
            .FirstOrDefaultAsync(cancellation);
        return action is null ? null : ToListed(kind, action);
    }

    public static ListedAction ToListed(DeviceActionKind kind, DeviceAction action)
    {
        using var value = JsonDocument.Parse(action.Value);
        return new(action.Uid, action.DeviceUid, kind.Listed(value.RootElement.Clone()), action.CreatedAt, action.SucceededAt, action.FailedAt);
    }
}

internal sealed class ListedActionConverter : JsonConverter<ListedAction>
{
    public override ListedAction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, ListedAction value, JsonSerializerOptions options)
    {
        var instants = (JsonConverter<DateTime>)options.GetConverter(typeof(DateTime));
        writer.WriteStartObject();
        writer.WriteString("uid", value.Uid);
        writer.WriteString("deviceUid", value.DeviceUid);
        foreach (var field in value.Value.EnumerateObject())
        {
            field.WriteTo(writer);
        }

        WriteInstant("createdAt", value.CreatedAt);
        WriteInstant("succeededAt", value.SucceededAt);
        WriteInstant("failedAt", value.FailedAt);
        writer.WriteEndObject();

        void WriteInstant(string name, DateTime? instant)
        {
            writer.WritePropertyName(name);
            if (instant is { } known)
            {
                instants.Write(writer, known, options);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
