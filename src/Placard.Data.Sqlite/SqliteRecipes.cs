using Placard.Domain.Provisioning;

namespace Placard.Data.Sqlite;

/// <summary>Stores many recipes.</summary>
internal static class SqliteRecipes
{
    public static void Insert(SqliteRows rows, IReadOnlyList<ProvisioningRecipe> recipes, IEnumerable<ProvisioningRecipeTag> tags)
    {
        rows.Each(
            """
            insert into provisioning_recipe (uid, organization_uid, company_uid, status, brand, model, serial_number, mac_address, serial_number_key,
                mac_address_key, device_name, policy_uid, location_uid, applet_uid, applet_version, configuration, created_at)
            values ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """,
            recipes,
            row =>
            [
                row.Uid, row.OrganizationUid, row.CompanyUid, (int)row.Status, row.Brand, OrNull(row.Model), OrNull(row.SerialNumber), OrNull(row.MacAddress),
                OrNull(row.SerialNumberKey), OrNull(row.MacAddressKey), OrNull(row.DeviceName), OrNull(row.PolicyUid), OrNull(row.LocationUid),
                OrNull(row.AppletUid), OrNull(row.AppletVersion), OrNull(row.Configuration), row.CreatedAt,
            ]);
        rows.Each(
            "insert into provisioning_recipe_tag (recipe_uid, tag_uid, organization_uid, position) values ($0, $1, $2, $3)",
            tags,
            row => [row.RecipeUid, row.TagUid, row.OrganizationUid, row.Position]);
    }

    private static object OrNull(string? text) => (object?)text ?? DBNull.Value;
}
