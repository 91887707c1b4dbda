using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Software : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "IX_core_app_file_blob_hash",
                table: "core_app_file",
                column: "blob_hash");

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
                name: "firmware");

            migrationBuilder.DropTable(
                name: "firmware_file");

            migrationBuilder.DropTable(
                name: "package");

            migrationBuilder.DropTable(
                name: "package_version");
        }
    }
}
