using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DeviceSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "screen_capture",
                table: "device",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "telemetry_intervals",
                table: "device",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "screen_capture",
                table: "device");

            migrationBuilder.DropColumn(
                name: "telemetry_intervals",
                table: "device");
        }
    }
}
