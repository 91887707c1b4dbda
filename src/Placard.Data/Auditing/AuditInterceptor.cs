using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Placard.Domain;
using Placard.Domain.Auditing;

namespace Placard.Data.Auditing;

/// <summary>Writes an audit record for every change of an audited row, in the same transaction.</summary>
public sealed class AuditInterceptor(AuditTrail trail) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (eventData.Context is PlacardDbContext db)
        {
            var records = db.ChangeTracker.Entries()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                .Where(entry => entry.Metadata.ClrType.IsDefined(typeof(AuditedAttribute)))
                .Select(entry => Record(db.Actor, entry))
                .ToArray();
            db.AuditRecords.AddRange(records);
        }

        return ValueTask.FromResult(result);
    }

    private AuditRecord Record(Actor actor, EntityEntry entry) => trail.Record(
        actor,
        entry.State switch
        {
            EntityState.Added => AuditOperations.Created,
            EntityState.Deleted => AuditOperations.Deleted,
            _ => AuditOperations.Updated,
        },
        entry.Metadata.ClrType.Name,
        string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(key => Text(entry.Property(key).CurrentValue))),
        Organization(entry),
        entry.State == EntityState.Added ? null : Fields(entry, property => property.OriginalValue),
        entry.State == EntityState.Deleted ? null : Fields(entry, property => property.CurrentValue));

    private static string? Organization(EntityEntry entry) => entry.Entity switch
    {
        Domain.Organizations.Organization organization => organization.Uid,
        Domain.Organizations.IOrganizationOwned owned => owned.OrganizationUid,
        Domain.Accounts.Membership membership => membership.OrganizationUid,
        _ => null,
    };

    private static string Fields(EntityEntry entry, Func<PropertyEntry, object?> value) =>
        JsonSerializer.Serialize(entry.Properties
            .Where(property => entry.State != EntityState.Modified || property.IsModified)
            .ToDictionary(
                property => JsonNamingPolicy.CamelCase.ConvertName(property.Metadata.Name),
                property => IsRedacted(property.Metadata) ? "(redacted)" : Text(value(property))));

    private static bool IsRedacted(IProperty property) => property.PropertyInfo?.IsDefined(typeof(RedactedAttribute)) == true;

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTime instant => instant.ToContract(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
