using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AppletCommands : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_device_event_applet_command",
                table: "device_event");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_device_event_applet_command",
                table: "device_event",
                column: "occurred_at",
                filter: "type = 'Applet.ActiveAppletDispatchCommand'");
        }
    }
}
