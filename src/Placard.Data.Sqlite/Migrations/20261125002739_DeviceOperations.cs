using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DeviceOperations : Migration
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

            migrationBuilder.DropIndex(
                name: "ix_job_due",
                table: "job");

            migrationBuilder.DropIndex(
                name: "IX_gateway_interval_device_uid_connection_connected_at",
                table: "gateway_interval");

            migrationBuilder.DropIndex(
                name: "IX_device_tag_tag_uid",
                table: "device_tag");

            migrationBuilder.AddColumn<DateTime>(
                name: "again_at",
                table: "job",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "parked_at",
                table: "job",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "forget_pending",
                table: "device",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "screen_capture",
                table: "device",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "subscription_type",
                table: "device",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "telemetry_intervals",
                table: "device",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "core_app",
                columns: table => new
                {
                    application_type = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    file_count = table.Column<int>(type: "INTEGER", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    imported_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_core_app", x => new { x.application_type, x.version });
                });

            migrationBuilder.CreateTable(
                name: "core_app_file",
                columns: table => new
                {
                    application_type = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_core_app_file", x => new { x.application_type, x.version, x.path });
                });

            migrationBuilder.CreateTable(
                name: "device_report",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateTime>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_report", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "device_report_due",
                columns: table => new
                {
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_report_due", x => new { x.device_uid, x.organization_uid, x.type, x.day });
                });

            migrationBuilder.CreateTable(
                name: "firmware",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    application_type = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_by_account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_firmware", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "firmware_file",
                columns: table => new
                {
                    firmware_uid = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: true),
                    size = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_firmware_file", x => new { x.firmware_uid, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "package",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    package_name = table.Column<string>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    created_by_account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_package", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "package_version",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    package_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    application_type = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    build = table.Column<string>(type: "TEXT", nullable: true),
                    build_hash = table.Column<string>(type: "TEXT", nullable: false),
                    published_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    specs = table.Column<string>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    icon_blob_hash = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_package_version", x => x.uid);
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
                name: "IX_device_verification_hash_device_uid",
                table: "device_verification",
                columns: new[] { "hash", "device_uid" });

            migrationBuilder.CreateIndex(
                name: "ix_device_verification_pending",
                table: "device_verification",
                column: "device_uid",
                unique: true,
                filter: "verified_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_device_upload_blob_hash",
                table: "device_upload",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_device_tag_tag_uid_organization_uid_device_uid",
                table: "device_tag",
                columns: new[] { "tag_uid", "organization_uid", "device_uid" });

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
                name: "IX_device_organization_uid_application_type_created_at_uid",
                table: "device",
                columns: new[] { "organization_uid", "application_type", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_device_organization_uid_location_uid_created_at_uid",
                table: "device",
                columns: new[] { "organization_uid", "location_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_device_organization_uid_storage_used_percent_created_at_uid",
                table: "device",
                columns: new[] { "organization_uid", "storage_used_percent", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_core_app_file_blob_hash",
                table: "core_app_file",
                column: "blob_hash");

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

            migrationBuilder.CreateIndex(
                name: "IX_firmware_application_type_version_type",
                table: "firmware",
                columns: new[] { "application_type", "version", "type" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_firmware_file_blob_hash",
                table: "firmware_file",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_package_organization_uid_created_at_uid",
                table: "package",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_package_organization_uid_package_name",
                table: "package",
                columns: new[] { "organization_uid", "package_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_package_version_blob_hash",
                table: "package_version",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_package_version_package_uid_build_hash",
                table: "package_version",
                columns: new[] { "package_uid", "build_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_package_version_package_uid_created_at_uid",
                table: "package_version",
                columns: new[] { "package_uid", "created_at", "uid" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "core_app");

            migrationBuilder.DropTable(
                name: "core_app_file");

            migrationBuilder.DropTable(
                name: "device_report");

            migrationBuilder.DropTable(
                name: "device_report_due");

            migrationBuilder.DropTable(
                name: "firmware");

            migrationBuilder.DropTable(
                name: "firmware_file");

            migrationBuilder.DropTable(
                name: "package");

            migrationBuilder.DropTable(
                name: "package_version");

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
                name: "IX_device_verification_hash_device_uid",
                table: "device_verification");

            migrationBuilder.DropIndex(
                name: "ix_device_verification_pending",
                table: "device_verification");

            migrationBuilder.DropIndex(
                name: "IX_device_upload_blob_hash",
                table: "device_upload");

            migrationBuilder.DropIndex(
                name: "IX_device_tag_tag_uid_organization_uid_device_uid",
                table: "device_tag");

            migrationBuilder.DropIndex(
                name: "IX_device_screenshot_blob_hash",
                table: "device_screenshot");

            migrationBuilder.DropIndex(
                name: "IX_device_screenshot_taken_at",
                table: "device_screenshot");

            migrationBuilder.DropIndex(
                name: "ix_device_event_applet_command",
                table: "device_event");

            migrationBuilder.DropIndex(
                name: "IX_device_organization_uid_application_type_created_at_uid",
                table: "device");

            migrationBuilder.DropIndex(
                name: "IX_device_organization_uid_location_uid_created_at_uid",
                table: "device");

            migrationBuilder.DropIndex(
                name: "IX_device_organization_uid_storage_used_percent_created_at_uid",
                table: "device");

            migrationBuilder.DropColumn(
                name: "again_at",
                table: "job");

            migrationBuilder.DropColumn(
                name: "parked_at",
                table: "job");

            migrationBuilder.DropColumn(
                name: "forget_pending",
                table: "device");

            migrationBuilder.DropColumn(
                name: "screen_capture",
                table: "device");

            migrationBuilder.DropColumn(
                name: "subscription_type",
                table: "device");

            migrationBuilder.DropColumn(
                name: "telemetry_intervals",
                table: "device");

            migrationBuilder.CreateIndex(
                name: "ix_job_due",
                table: "job",
                column: "due_at",
                filter: "finished_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_gateway_interval_device_uid_connection_connected_at",
                table: "gateway_interval",
                columns: new[] { "device_uid", "connection", "connected_at" });

            migrationBuilder.CreateIndex(
                name: "IX_device_tag_tag_uid",
                table: "device_tag",
                column: "tag_uid");
        }
    }
}
