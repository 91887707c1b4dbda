using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.Domain.Provisioning;
using Placard.Domain.Software;

namespace Placard.Data;

/// <summary>
/// Deletes what belongs to an organization. The model says what that is: every entity that is owned by one, so that a new table can't be forgotten.
/// </summary>
public static class OrganizationDeletion
{
    /// <summary>
    /// What devices reported and were told. It is kept by device and time without an index by organization, so it stays until its retention takes it.
    /// Nobody sees it: all callers see their own organizations only.
    /// </summary>
    public static IReadOnlySet<Type> History { get; } = new HashSet<Type>
    {
        typeof(TelemetryRecord),
        typeof(TelemetryLatest),
        typeof(DeviceEvent),
        typeof(DeviceAction),
        typeof(AppletCommand),
        typeof(Screenshot),
        typeof(DeviceReport),
    };

    /// <summary>Parts of something, found by its index: the part, the column that names the whole, and the whole.</summary>
    public static IReadOnlyDictionary<Type, (string Column, Type Whole)> Parts { get; } = new Dictionary<Type, (string, Type)>
    {
        [typeof(AppletVersion)] = (nameof(AppletVersion.AppletUid), typeof(Applet)),
        [typeof(AppletFile)] = (nameof(AppletFile.AppletUid), typeof(Applet)),
        [typeof(AppletBuild)] = (nameof(AppletBuild.AppletUid), typeof(Applet)),
        [typeof(AppletTest)] = (nameof(AppletTest.AppletUid), typeof(Applet)),
        [typeof(DeviceTag)] = (nameof(DeviceTag.TagUid), typeof(OrganizationTag)),
        [typeof(LocationTag)] = (nameof(LocationTag.TagUid), typeof(OrganizationTag)),
        [typeof(LocationAttachment)] = (nameof(LocationAttachment.LocationUid), typeof(Location)),
        [typeof(PackageVersion)] = (nameof(PackageVersion.PackageUid), typeof(Package)),
        [typeof(ProvisioningRecipeTag)] = (nameof(ProvisioningRecipeTag.RecipeUid), typeof(ProvisioningRecipe)),
    };

    /// <summary>In the caller's transaction, behind the organization's lock. One statement for each table; the organization itself is left to the caller.</summary>
    public static async Task DeleteOwnedAsync(PlacardDbContext db, string organizationUid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var statement in Statements(db.Model))
        {
            await db.Database.ExecuteSqlRawAsync(statement, [organizationUid], cancellation);
        }
    }

    private static IEnumerable<string> Statements(IModel model) =>
        from entity in model.GetEntityTypes()
        where entity.ClrType.IsAssignableTo(typeof(IOrganizationOwned)) && !History.Contains(entity.ClrType)
        orderby Parts.ContainsKey(entity.ClrType) descending, entity.Name
        select $"delete from {entity.GetTableName()} where {Condition(model, entity)}";

    private static string Condition(IModel model, IEntityType entity)
    {
        var owned = $"{Column(entity, nameof(IOrganizationOwned.OrganizationUid))} = {{0}}";
        if (!Parts.TryGetValue(entity.ClrType, out var part))
        {
            return owned;
        }

        var whole = model.FindEntityType(part.Whole)!;
        var key = Column(whole, whole.FindPrimaryKey()!.Properties[0].Name);
        return $"{Column(entity, part.Column)} in (select {key} from {whole.GetTableName()} where {Column(whole, nameof(IOrganizationOwned.OrganizationUid))} = {{0}})";
    }

    private static string Column(IEntityType entity, string property) => entity.FindProperty(property)!.GetColumnName();
}
