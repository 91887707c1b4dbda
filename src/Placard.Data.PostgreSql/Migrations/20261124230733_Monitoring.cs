using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Monitoring : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_job_due",
                table: "job");

            migrationBuilder.DropIndex(
                name: "IX_gateway_interval_device_uid_connection_connected_at",
                table: "gateway_interval");

            migrationBuilder.AddColumn<DateTime>(
                name: "again_at",
                table: "job",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "parked_at",
                table: "job",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "device_report",
                columns: table => new
                {
                    uid = table.Column<string>(type: "text", nullable: false),
                    device_uid = table.Column<string>(type: "text", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    blob_hash = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_report", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "device_report_due",
                columns: table => new
                {
                    device_uid = table.Column<string>(type: "text", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_report_due", x => new { x.device_uid, x.organization_uid, x.type, x.day });
                });

            migrationBuilder.CreateIndex(
                name: "ix_job_due",
                table: "job",
                column: "due_at",
                filter: "finished_at is null and parked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_job_finished",
                table: "job",
                column: "finished_at",
                filter: "finished_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_gateway_interval_closed",
                table: "gateway_interval",
                column: "disconnected_at",
                filter: "disconnected_at is not null");

            migrationBuilder.CreateIndex(
                name: "IX_gateway_interval_device_uid_connected_at_disconnected_at",
                table: "gateway_interval",
                columns: new[] { "device_uid", "connected_at", "disconnected_at" });

            migrationBuilder.CreateIndex(
                name: "IX_gateway_interval_device_uid_connection_epoch",
                table: "gateway_interval",
                columns: new[] { "device_uid", "connection", "epoch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_gateway_interval_open_device",
                table: "gateway_interval",
                column: "device_uid",
                filter: "disconnected_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_device_verification_expires_at",
                table: "device_verification",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_device_upload_blob_hash",
                table: "device_upload",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_device_screenshot_blob_hash",
                table: "device_screenshot",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_device_screenshot_taken_at",
                table: "device_screenshot",
                column: "taken_at");

            migrationBuilder.CreateIndex(
                name: "ix_device_event_applet_command",
                table: "device_event",
                column: "occurred_at",
                filter: "type = 'Applet.ActiveAppletDispatchCommand'");

            migrationBuilder.CreateIndex(
                name: "IX_device_report_blob_hash",
                table: "device_report",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_device_report_day",
                table: "device_report",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "IX_device_report_device_uid_created_at",
                table: "device_report",
                columns: new[] { "device_uid", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_device_report_device_uid_organization_uid_type_day",
                table: "device_report",
                columns: new[] { "device_uid", "organization_uid", "type", "day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_device_report_due_day",
                table: "device_report_due",
                column: "day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "device_report");

            migrationBuilder.DropTable(
                name: "device_report_due");

            migrationBuilder.DropIndex(
                name: "ix_job_due",
                table: "job");

            migrationBuilder.DropIndex(
                name: "ix_job_finished",
                table: "job");

            migrationBuilder.DropIndex(
                name: "ix_gateway_interval_closed",
                table: "gateway_interval");

            migrationBuilder.DropIndex(
                name: "IX_gateway_interval_device_uid_connected_at_disconnected_at",
                table: "gateway_interval");

            migrationBuilder.DropIndex(
                name: "IX_gateway_interval_device_uid_connection_epoch",
                table: "gateway_interval");

            migrationBuilder.DropIndex(
                name: "ix_gateway_interval_open_device",
                table: "gateway_interval");

            migrationBuilder.DropIndex(
                name: "IX_device_verification_expires_at",
                table: "device_verification");

            migrationBuilder.DropIndex(
                name: "IX_device_upload_blob_hash",
                table: "device_upload");

            migrationBuilder.DropIndex(
                name: "IX_device_screenshot_blob_hash",
                table: "device_screenshot");

            migrationBuilder.DropIndex(
                name: "IX_device_screenshot_taken_at",
                table: "device_screenshot");

            migrationBuilder.DropIndex(
                name: "ix_device_event_applet_command",
                table: "device_event");

            migrationBuilder.DropColumn(
                name: "again_at",
                table: "job");

            migrationBuilder.DropColumn(
                name: "parked_at",
                table: "job");

            migrationBuilder.CreateIndex(
                name: "ix_job_due",
                table: "job",
                column: "due_at",
                filter: "finished_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_gateway_interval_device_uid_connection_connected_at",
                table: "gateway_interval",
                columns: new[] { "device_uid", "connection", "connected_at" });
        }
    }
}
