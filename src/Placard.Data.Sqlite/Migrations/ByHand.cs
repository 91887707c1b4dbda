using Microsoft.EntityFrameworkCore.Migrations;

namespace Placard.Data.Sqlite.Migrations;

/// <summary>
/// What hangs on the table <c>device</c> and is not in the model. A migration that rebuilds the table loses all of it and must attach it again:
/// a test tells.
/// </summary>
internal static class ByHand
{
    private const string Text = "(rowid, uid, duid, name, serial_number, mac_addresses)";

    private static readonly string[] Folded = ["name", "brand", "model", "os_version", "firmware_version", "serial_number"];

    private static readonly string[] Triggers =
    [
        $"""
        create trigger device_search_insert after insert on device begin
          insert into device_search_row (device_uid) values (new.uid);
          insert into device_search {Text}
            select id, new.uid, new.duid, new.name, new.serial_number, new.mac_addresses from device_search_row where device_uid = new.uid;
        end;
        """,
        $"""
        create trigger device_search_update after update of name, serial_number, mac_addresses on device
        when new.name is not old.name or new.serial_number is not old.serial_number or new.mac_addresses is not old.mac_addresses begin
          insert or replace into device_search {Text}
            select id, new.uid, new.duid, new.name, new.serial_number, new.mac_addresses from device_search_row where device_uid = new.uid;
        end;
        """,
        """
        create trigger device_search_delete after delete on device begin
          delete from device_search where rowid = (select id from device_search_row where device_uid = old.uid);
          delete from device_search_row where device_uid = old.uid;
        end;
        """,
    ];

    public static void AttachToDevice(MigrationBuilder migration)
    {
        foreach (var trigger in Triggers)
        {
            migration.Sql(trigger);
        }

        foreach (var column in Folded)
        {
            // Created_at and uid give the order of the list.
            migration.Sql($"create index ix_device_{column} on device (organization_uid, lower({column}), created_at, uid);");
        }

        migration.Sql(Statistics());
    }

    public static void DetachFromDevice(MigrationBuilder migration)
    {
        migration.Sql("drop trigger device_search_insert; drop trigger device_search_update; drop trigger device_search_delete;");
        foreach (var column in Folded)
        {
            migration.Sql($"drop index ix_device_{column};");
        }
    }

    // Nobody gathers statistics here, and without any the planner takes organizations to be small and walks them. So it is told once: an organization
    // has many devices, few of them share a value or a location, fewer still a tag. That makes it use the index of a filter, whatever it holds.
    private static string Statistics()
    {
        const string Filter = "1000000 100000 400 2 1";
        const string Own = "1000000 100000 2 1 1";
        var rows = Folded.Select(column => ("device", $"ix_device_{column}", column is "name" or "serial_number" ? Own : Filter))
            .Append(("device", "IX_device_organization_uid_application_type_created_at_uid", Filter))
            .Append(("device", "IX_device_organization_uid_location_uid_created_at_uid", Filter))
            .Append(("device", "IX_device_organization_uid_storage_used_percent_created_at_uid", Filter))
            .Append(("device", "IX_device_organization_uid_created_at_uid", "1000000 100000 2 1"))
            .Append(("device", "sqlite_autoindex_device_1", "1000000 1"))
            .Append(("device_tag", "sqlite_autoindex_device_tag_1", "1000000 3 1"))
            .Append(("device_tag", "IX_device_tag_tag_uid_organization_uid_device_uid", "1000000 5 5 1"))
            .Select(row => $"('{row.Item1}', '{row.Item2}', '{row.Item3}')");
        return $"""
            analyze sqlite_schema;
            delete from sqlite_stat1 where tbl in ('device', 'device_tag');
            insert into sqlite_stat1 (tbl, idx, stat) values {string.Join(", ", rows)};
            analyze sqlite_schema;
            """;
    }
}
