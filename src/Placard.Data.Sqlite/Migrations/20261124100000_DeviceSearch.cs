using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Placard.Data.Sqlite.Migrations;

/// <summary>Written by hand: indexes over expressions and trigrams, which the model can't say.</summary>
[DbContext(typeof(PlacardDbContext))]
[Migration("20261124100000_DeviceSearch")]
public sealed class DeviceSearch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(
            """
            create table device_search_row (id integer not null primary key, device_uid text not null unique);
            create virtual table device_search using fts5
              (uid, duid, name, serial_number, mac_addresses, content = '', contentless_delete = 1, tokenize = 'trigram');
            insert into device_search_row (device_uid) select uid from device order by created_at, uid;
            insert into device_search (rowid, uid, duid, name, serial_number, mac_addresses)
              select r.id, d.uid, d.duid, d.name, d.serial_number, d.mac_addresses from device_search_row r join device d on d.uid = r.device_uid;
            """);
        ByHand.AttachToDevice(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        ByHand.DetachFromDevice(migrationBuilder);
        migrationBuilder.Sql("drop table device_search; drop table device_search_row;");
    }
}
