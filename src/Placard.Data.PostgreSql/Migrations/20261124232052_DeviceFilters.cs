using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class DeviceFilters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_device_tag_tag_uid",
                table: "device_tag");

            migrationBuilder.AddColumn<bool>(
                name: "forget_pending",
                table: "device",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "subscription_type",
                table: "device",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_device_verification_hash_device_uid",
                table: "device_verification",
                columns: new[] { "hash", "device_uid" });

            migrationBuilder.CreateIndex(
                name: "IX_device_tag_tag_uid_organization_uid_device_uid",
                table: "device_tag",
                columns: new[] { "tag_uid", "organization_uid", "device_uid" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_device_verification_hash_device_uid",
                table: "device_verification");

            migrationBuilder.DropIndex(
                name: "IX_device_tag_tag_uid_organization_uid_device_uid",
                table: "device_tag");

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
                name: "forget_pending",
                table: "device");

            migrationBuilder.DropColumn(
                name: "subscription_type",
                table: "device");

            migrationBuilder.CreateIndex(
                name: "IX_device_tag_tag_uid",
                table: "device_tag",
                column: "tag_uid");
        }
    }
}
