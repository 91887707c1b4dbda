using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OnePendingVerification : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Of a device that was given two hashes at once the newer one stays.
            migrationBuilder.Sql(
                """
                delete from device_verification where verified_at is null
                  and uid not in (select max(uid) from device_verification where verified_at is null group by device_uid)
                """);
            migrationBuilder.CreateIndex(
                name: "ix_device_verification_pending",
                table: "device_verification",
                column: "device_uid",
                unique: true,
                filter: "verified_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_device_verification_pending",
                table: "device_verification");
        }
    }
}
