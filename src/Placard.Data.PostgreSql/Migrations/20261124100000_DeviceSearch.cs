using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Placard.Data.PostgreSql.Migrations;

/// <summary>Written by hand: indexes over expressions and trigrams, which the model can't say.</summary>
[DbContext(typeof(PlacardDbContext))]
[Migration("20261124100000_DeviceSearch")]
public sealed class DeviceSearch : Migration
{
    private static readonly string[] Folded = ["name", "brand", "model", "os_version", "firmware_version", "serial_number"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);

        // One that is there already asks for no rights.
        migrationBuilder.Sql(
            """
            do $$
            begin
              create extension if not exists pg_trgm;
            exception when insufficient_privilege or undefined_file or feature_not_supported then
              raise exception 'it lacks the extension pg_trgm, which this server may not create (%). Grant the server''s role CREATE on this database, or run "create extension pg_trgm" in it as an administrator', sqlerrm
                using errcode = 'insufficient_privilege';
            end $$;
            """);

        // Upper case, as it would serve "uid = ..." too if it were over the plain column, and slowly.
        migrationBuilder.Sql(
            """
            create index ix_device_search on device using gin
              (upper(uid) gin_trgm_ops, upper(duid) gin_trgm_ops, upper(name) gin_trgm_ops, upper(serial_number) gin_trgm_ops, upper(mac_addresses) gin_trgm_ops);
            """);
        foreach (var column in Folded)
        {
            // Created_at and uid give the order of the list.
            migrationBuilder.Sql($"create index ix_device_{column} on device (organization_uid, lower({column}), created_at, uid);");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql("drop index ix_device_search;");
        foreach (var column in Folded)
        {
            migrationBuilder.Sql($"drop index ix_device_{column};");
        }
    }
}
