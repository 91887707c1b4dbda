using Placard.Domain;
using Placard.Domain.Auditing;

namespace Placard.Data.Auditing;

/// <summary>Makes audit records in the name of the context's actor. What EF tracks is audited by itself; the rest says so here, in the transaction of the change.</summary>
public sealed class AuditTrail(TimeProvider time, Uids uids)
{
    /// <param name="db">The context of the change.</param>
    /// <param name="operation">created, updated, deleted, or a word of the domain.</param>
    /// <param name="objectType">Such as Device.</param>
    /// <param name="objectUid">Its uid.</param>
    /// <param name="organizationUid">The organization that may read it.</param>
    /// <param name="after">What there is to know of it, JSON without secrets.</param>
    public void Add(PlacardDbContext db, string operation, string objectType, string objectUid, string? organizationUid, string? after = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.AuditRecords.Add(Record(db.Actor, operation, objectType, objectUid, organizationUid, before: null, after));
    }

    internal AuditRecord Record(
        Actor actor, string operation, string objectType, string objectUid, string? organizationUid, string? before, string? after) => new()
        {
            Uid = uids.Ordered(),
            OrganizationUid = organizationUid,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            TokenId = actor.TokenId,
            Request = actor.Request,
            RemoteAddress = actor.RemoteAddress,
            Operation = operation,
            ObjectType = objectType,
            ObjectUid = objectUid,
            Before = before,
            After = after,
            CreatedAt = time.Now(),
        };
}
