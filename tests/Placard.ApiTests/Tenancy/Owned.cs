using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Organizations;

namespace Placard.ApiTests.Tenancy;

/// <summary>A row of everything that an organization can own, made from the model, so that a new table is never left out.</summary>
internal static class Owned
{
    public static void AddTo(PlacardDbContext db, string organizationUid)
    {
        var wholes = OrganizationDeletion.Parts.Values.Select(part => part.Whole).Distinct().ToDictionary(type => type, _ => Uids.Random(50));
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IOrganizationOwned))))
        {
            var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
            foreach (var property in entity.GetProperties())
            {
                property.PropertyInfo!.SetValue(row, Value(property, organizationUid, wholes));
            }

            db.Add(row);
        }
    }

    private static object? Value(IProperty property, string organizationUid, Dictionary<Type, string> wholes)
    {
        var type = property.DeclaringType.ClrType;
        if (property.Name == nameof(IOrganizationOwned.OrganizationUid))
        {
            return organizationUid;
        }

        if (OrganizationDeletion.Parts.TryGetValue(type, out var part) && part.Column == property.Name)
        {
            return wholes[part.Whole];
        }

        if (wholes.TryGetValue(type, out var uid) && property.DeclaringType.ClrType == type && ((IEntityType)property.DeclaringType).FindPrimaryKey()!.Properties[0] == property)
        {
            return uid;
        }

        var bare = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return bare switch
        {
            _ when property.ValueGenerated != ValueGenerated.Never => Activator.CreateInstance(bare),
            _ when bare == typeof(string) => Uids.Random(20),
            _ when bare == typeof(DateTime) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            _ when bare.IsEnum => Enum.GetValues(bare).GetValue(0),
            _ => Convert.ChangeType(1, bare, CultureInfo.InvariantCulture),
        };
    }
}
