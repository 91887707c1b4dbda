using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Content : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_device_event_applet_command",
                table: "device_event");

            migrationBuilder.CreateTable(
                name: "applet",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_applet", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "applet_build",
                columns: table => new
                {
                    applet_uid = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    postfix = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    is_package = table.Column<bool>(type: "INTEGER", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    front_applet_version = table.Column<string>(type: "TEXT", nullable: true),
                    built_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_applet_build", x => new { x.applet_uid, x.version, x.postfix });
                });

            migrationBuilder.CreateTable(
                name: "applet_command",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    applet_uid = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    command = table.Column<string>(type: "TEXT", nullable: false),
                    timing_checksum = table.Column<string>(type: "TEXT", nullable: true),
                    is_from_device = table.Column<bool>(type: "INTEGER", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_applet_command", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "applet_file",
                columns: table => new
                {
                    applet_uid = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    md5 = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_applet_file", x => new { x.applet_uid, x.version, x.path });
                });

            migrationBuilder.CreateTable(
                name: "applet_test",
                columns: table => new
                {
                    applet_uid = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    identifier = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    binary = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_applet_test", x => new { x.applet_uid, x.version, x.identifier });
                });

            migrationBuilder.CreateTable(
                name: "applet_version",
                columns: table => new
                {
                    applet_uid = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    entry_file = table.Column<string>(type: "TEXT", nullable: true),
                    binary_blob_hash = table.Column<string>(type: "TEXT", nullable: true),
                    binary_size = table.Column<long>(type: "INTEGER", nullable: false),
                    front_applet_version = table.Column<string>(type: "TEXT", nullable: true),
                    build_postfix = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    built_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    published_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deprecated_since = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_applet_version", x => new { x.applet_uid, x.version });
                });

            migrationBuilder.CreateTable(
                name: "content_upload",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    details = table.Column<string>(type: "TEXT", nullable: false),
                    md5 = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    most_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_content_upload", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "content_usage",
                columns: table => new
                {
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_content_usage", x => x.organization_uid);
                });

            migrationBuilder.CreateTable(
                name: "front_applet_library",
                columns: table => new
                {
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    imported_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_front_applet_library", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "timing",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    applet_uid = table.Column<string>(type: "TEXT", nullable: false),
                    applet_version = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    configuration = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<double>(type: "REAL", nullable: false),
                    finish_event_type = table.Column<string>(type: "TEXT", nullable: false),
                    finish_event_data = table.Column<string>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_timing", x => x.uid);
                });

            migrationBuilder.CreateIndex(
                name: "IX_applet_organization_uid_created_at_uid",
                table: "applet",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_applet_build_blob_hash",
                table: "applet_build",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_applet_build_replaced_at",
                table: "applet_build",
                column: "replaced_at",
                filter: "replaced_at is not null");

            migrationBuilder.CreateIndex(
                name: "IX_applet_command_device_uid_applet_uid_type_received_at_uid",
                table: "applet_command",
                columns: new[] { "device_uid", "applet_uid", "type", "received_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_applet_command_device_uid_received_at_uid",
                table: "applet_command",
                columns: new[] { "device_uid", "received_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_applet_command_received_at",
                table: "applet_command",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "IX_applet_file_blob_hash",
                table: "applet_file",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_applet_test_applet_uid_version_created_at_identifier",
                table: "applet_test",
                columns: new[] { "applet_uid", "version", "created_at", "identifier" });

            migrationBuilder.CreateIndex(
                name: "IX_applet_version_applet_uid_created_at_version",
                table: "applet_version",
                columns: new[] { "applet_uid", "created_at", "version" });

            migrationBuilder.CreateIndex(
                name: "IX_applet_version_binary_blob_hash",
                table: "applet_version",
                column: "binary_blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_content_upload_expires_at",
                table: "content_upload",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_content_upload_subject",
                table: "content_upload",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "IX_front_applet_library_blob_hash",
                table: "front_applet_library",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_timing_applet_uid_applet_version",
                table: "timing",
                columns: new[] { "applet_uid", "applet_version" });

            migrationBuilder.CreateIndex(
                name: "IX_timing_device_uid_starts_at",
                table: "timing",
                columns: new[] { "device_uid", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "IX_timing_organization_uid_created_at_uid",
                table: "timing",
                columns: new[] { "organization_uid", "created_at", "uid" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "applet");

            migrationBuilder.DropTable(
                name: "applet_build");

            migrationBuilder.DropTable(
                name: "applet_command");

            migrationBuilder.DropTable(
                name: "applet_file");

            migrationBuilder.DropTable(
                name: "applet_test");

            migrationBuilder.DropTable(
                name: "applet_version");

            migrationBuilder.DropTable(
                name: "content_upload");

            migrationBuilder.DropTable(
                name: "content_usage");

            migrationBuilder.DropTable(
                name: "front_applet_library");

            migrationBuilder.DropTable(
                name: "timing");

            migrationBuilder.CreateIndex(
                name: "ix_device_event_applet_command",
                table: "device_event",
                column: "occurred_at",
                filter: "type = 'Applet.ActiveAppletDispatchCommand'");
        }
    }
}
