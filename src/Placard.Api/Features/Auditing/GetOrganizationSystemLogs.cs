using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Auditing;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Auditing;

/// <summary>An entry of an organization's log.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="OrganizationUid">The organization.</param>
/// <param name="DeviceUid">The device, if it happened to one; else omitted.</param>
/// <param name="CreatedAt">When it happened.</param>
/// <param name="Type">Such as DEVICE_PROVISIONED or ORGANIZATION_TAG_CREATED.</param>
/// <param name="Level">info, or warning for what was deleted or left.</param>
/// <param name="Message">The same in words.</param>
/// <param name="Originator">Who did it; both omitted for devices and for the server itself.</param>
/// <param name="Data">The object that it happened to.</param>
public sealed record OrganizationSystemLogResponse(
    string Uid,
    string OrganizationUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceUid,
    DateTime CreatedAt,
    string Type,
    string Level,
    string Message,
    SystemLogOriginator Originator,
    SystemLogObject Data);

/// <summary>Who stands behind an entry.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="TokenId">The organization's key pair.</param>
public sealed record SystemLogOriginator(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? AccountId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TokenId);

/// <summary>What an entry is about.</summary>
/// <param name="ObjectType">Such as OrganizationTag.</param>
/// <param name="ObjectUid">Its uid.</param>
public sealed record SystemLogObject(string ObjectType, string ObjectUid);

internal static class GetOrganizationSystemLogs
{
    /// <summary>What happened in the organization, newest first: devices that came and left, and things that were made, changed and deleted.</summary>
    public static async Task<PageOf<OrganizationSystemLogResponse>> HandleAsync(
        Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        var visible = scope.Tenancy.OrganizationUids;
        var found = await page.ReadAsync(
            db.AuditRecords.AsNoTracking()
                .Where(record => visible.Contains(record.OrganizationUid!))
                .Select(record => new Row<Entry>
                {
                    At = record.CreatedAt,
                    Uid = record.Uid,
                    Item = new(record.Uid, record.OrganizationUid!, record.CreatedAt, record.Operation, record.ObjectType, record.ObjectUid, record.ActorKind, record.ActorId),
                }),
            cancellation);
        return found.Select(ToResponse);
    }

    private static OrganizationSystemLogResponse ToResponse(Entry entry)
    {
        var words = JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.ObjectType);
        return new(
            entry.Uid,
            entry.OrganizationUid,
            DeviceUid(entry),
            entry.CreatedAt,
            $"{words}_{entry.Operation}".ToUpperInvariant(),
            entry.Operation is AuditOperations.Deleted or AuditOperations.Deprovisioned ? "warning" : "info",
            $"{char.ToUpperInvariant(words[0])}{words[1..].Replace('_', ' ')} was {entry.Operation}.",
            new(
                entry.ActorKind == ActorKinds.Account && long.TryParse(entry.ActorId, out var account) ? account : null,
                entry.ActorKind == ActorKinds.OrganizationToken ? entry.ActorId : null),
            new(entry.ObjectType, entry.ObjectUid));
    }

    // A tag on a device has the device's uid first in its key.
    private static string? DeviceUid(Entry entry) => entry.ObjectType switch
    {
        nameof(Device) => entry.ObjectUid,
        nameof(Domain.Organizations.DeviceTag) => entry.ObjectUid.Split('/')[0],
        _ => null,
    };

    private sealed record Entry(
        string Uid, string OrganizationUid, DateTime CreatedAt, string Operation, string ObjectType, string ObjectUid, string ActorKind, string? ActorId);
}
