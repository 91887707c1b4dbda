using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Auditing;

namespace Placard.Api.Features.Auditing;

/// <summary>A change of something that belongs to the organization.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="OrganizationUid">The organization.</param>
/// <param name="CreatedAt">When it was done.</param>
/// <param name="Operation">created, updated, deleted; of devices provisioned and deprovisioned.</param>
/// <param name="ObjectType">What was changed, such as OrganizationTag or Device.</param>
/// <param name="ObjectUid">Its uid; where it has several keys they are joined by slashes.</param>
/// <param name="Request">The operation of the API that did it, such as UpdateTag; null for devices and the server itself.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Before">The changed fields before; null for what was created. Secrets are never shown.</param>
/// <param name="After">The changed fields after; null for what was deleted.</param>
public sealed record AuditRecordResponse(
    string Uid,
    string OrganizationUid,
    DateTime CreatedAt,
    string Operation,
    string ObjectType,
    string ObjectUid,
    string? Request,
    AuditActorResponse Actor,
    RawJson? Before,
    RawJson? After);

/// <summary>Who made a change.</summary>
/// <param name="Kind">account, organizationToken, device, server, or anonymous for what needs no credentials.</param>
/// <param name="Id">Id of the account or of the token.</param>
/// <param name="TokenId">Id of the key pair that was used.</param>
/// <param name="RemoteAddress">Where the request came from.</param>
public sealed record AuditActorResponse(string Kind, string? Id, string? TokenId, string? RemoteAddress);

/// <summary>Narrows the audit log.</summary>
/// <param name="Operation">What was done, such as deleted.</param>
/// <param name="ObjectType">To what kind of thing, such as OrganizationTag.</param>
/// <param name="ObjectUid">To which one.</param>
/// <param name="ActorId">By this account or organization token.</param>
/// <param name="TokenId">With this key pair.</param>
/// <param name="Request">By this operation of the API.</param>
internal sealed record AuditFilter(
    QueryText Operation, QueryText ObjectType, QueryText ObjectUid, QueryText ActorId, QueryText TokenId, QueryText Request)
{
    public IQueryable<AuditRecord> Apply(IQueryable<AuditRecord> records)
    {
        if (Operation.Value is { } operation)
        {
            records = records.Where(record => record.Operation == operation);
        }

        if (ObjectType.Value is { } type)
        {
            records = records.Where(record => record.ObjectType == type);
        }

        if (ObjectUid.Value is { } uid)
        {
            records = records.Where(record => record.ObjectUid == uid);
        }

        if (ActorId.Value is { } actor)
        {
            records = records.Where(record => record.ActorId == actor);
        }

        if (TokenId.Value is { } token)
        {
            records = records.Where(record => record.TokenId == token);
        }

        return Request.Value is { } request ? records.Where(record => record.Request == request) : records;
    }
}

internal static class GetAuditLog
{
    /// <summary>
    /// Who changed what in the organization, newest first; written in the transaction of each change. What devices were asked to do is in their action logs.
    /// An operation of Placard's own.
    /// </summary>
    public static async Task<PageOf<AuditRecordResponse>> HandleAsync(
        string organizationUid, [AsParameters] AuditFilter filter, Page page, PlacardDbContext db, CancellationToken cancellation)
    {
        var records = filter.Apply(db.AuditRecords.AsNoTracking().Where(record => record.OrganizationUid == organizationUid));
        var found = await page.ReadAsync(
            records.Select(record => new Row<AuditRecord> { At = record.CreatedAt, Uid = record.Uid, Item = record }), cancellation);
        return found.Select(ToResponse);
    }

    private static AuditRecordResponse ToResponse(AuditRecord record) => new(
        record.Uid,
        record.OrganizationUid!,
        record.CreatedAt,
        record.Operation,
        record.ObjectType,
        record.ObjectUid,
        record.Request,
        new(record.ActorKind, record.ActorId, record.TokenId, record.RemoteAddress),
        record.Before is { } before ? new RawJson(before) : null,
        record.After is { } after ? new RawJson(after) : null);
}
