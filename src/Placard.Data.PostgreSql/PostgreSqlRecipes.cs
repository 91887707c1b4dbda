using Npgsql;
using NpgsqlTypes;
using Placard.Domain.Provisioning;

namespace Placard.Data.PostgreSql;

/// <summary>Copies recipes into their tables.</summary>
internal static class PostgreSqlRecipes
{
    private const string Recipes = """
        provisioning_recipe (uid, organization_uid, company_uid, status, brand, model, serial_number, mac_address, serial_number_key, mac_address_key,
            device_name, policy_uid, location_uid, applet_uid, applet_version, configuration, created_at)
        """;

    public static async Task InsertAsync(
        NpgsqlConnection connection, IReadOnlyList<ProvisioningRecipe> recipes, IEnumerable<ProvisioningRecipeTag> tags, CancellationToken cancellation)
    {
        await PostgreSqlDialect.CopyAsync(
            connection,
            Recipes,
            recipes,
            async (writer, row) =>
            {
                await writer.WriteAsync(row.Uid, cancellation);
                await writer.WriteAsync(row.OrganizationUid, cancellation);
                await writer.WriteAsync(row.CompanyUid, cancellation);
                await writer.WriteAsync((int)row.Status, NpgsqlDbType.Integer, cancellation);
                await writer.WriteAsync(row.Brand, cancellation);
                foreach (var text in new[]
                {
                    row.Model, row.SerialNumber, row.MacAddress, row.SerialNumberKey, row.MacAddressKey, row.DeviceName, row.PolicyUid, row.LocationUid,
                    row.AppletUid, row.AppletVersion, row.Configuration,
                })
                {
                    await (text is null ? writer.WriteNullAsync(cancellation) : writer.WriteAsync(text, cancellation));
                }

                await writer.WriteAsync(row.CreatedAt, NpgsqlDbType.TimestampTz, cancellation);
            },
            cancellation);
        await PostgreSqlDialect.CopyAsync(
            connection,
            "provisioning_recipe_tag (recipe_uid, tag_uid, organization_uid, position)",
            tags,
            async (writer, row) =>
            {
                await writer.WriteAsync(row.RecipeUid, cancellation);
                await writer.WriteAsync(row.TagUid, cancellation);
                await writer.WriteAsync(row.OrganizationUid, cancellation);
                await writer.WriteAsync(row.Position, NpgsqlDbType.Integer, cancellation);
            },
            cancellation);
    }
}
