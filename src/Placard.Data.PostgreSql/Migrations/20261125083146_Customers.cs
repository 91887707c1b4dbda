using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Customers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_mail_outbox_due",
                table: "mail_outbox");

            migrationBuilder.DropColumn(
                name: "body",
                table: "mail_outbox");

            migrationBuilder.AddColumn<string>(
                name: "billing_plan",
                table: "organization",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "bulk_provisioning",
                table: "organization",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "failed_at",
                table: "mail_outbox",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "protected_body",
                table: "mail_outbox",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "updated_at",
                table: "location",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "request",
                table: "audit_record",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "token_id",
                table: "audit_record",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "invited_at",
                table: "account",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_invitation",
                columns: table => new
                {
                    uid = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    inviter_name = table.Column<string>(type: "text", nullable: false),
                    secret_hash = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_invitation", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "location_attachment",
                columns: table => new
                {
                    uid = table.Column<string>(type: "text", nullable: false),
                    location_uid = table.Column<string>(type: "text", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    blob_hash = table.Column<string>(type: "text", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_location_attachment", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "location_tag",
                columns: table => new
                {
                    location_uid = table.Column<string>(type: "text", nullable: false),
                    tag_uid = table.Column<string>(type: "text", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    uid = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_location_tag", x => new { x.location_uid, x.tag_uid });
                });

            migrationBuilder.CreateTable(
                name: "provisioning_recipe",
                columns: table => new
                {
                    uid = table.Column<string>(type: "text", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    company_uid = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    brand = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: true),
                    serial_number = table.Column<string>(type: "text", nullable: true),
                    mac_address = table.Column<string>(type: "text", nullable: true),
                    serial_number_key = table.Column<string>(type: "text", nullable: true),
                    mac_address_key = table.Column<string>(type: "text", nullable: true),
                    device_name = table.Column<string>(type: "text", nullable: true),
                    policy_uid = table.Column<string>(type: "text", nullable: true),
                    location_uid = table.Column<string>(type: "text", nullable: true),
                    applet_uid = table.Column<string>(type: "text", nullable: true),
                    applet_version = table.Column<string>(type: "text", nullable: true),
                    configuration = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    device_uid = table.Column<string>(type: "text", nullable: true),
                    applied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provisioning_recipe", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "provisioning_recipe_tag",
                columns: table => new
                {
                    recipe_uid = table.Column<string>(type: "text", nullable: false),
                    tag_uid = table.Column<string>(type: "text", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provisioning_recipe_tag", x => new { x.recipe_uid, x.tag_uid });
                });

            migrationBuilder.CreateTable(
                name: "vpn_authority",
                columns: table => new
                {
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    certificate = table.Column<string>(type: "text", nullable: false),
                    protected_key = table.Column<string>(type: "text", nullable: false),
                    server_certificate = table.Column<string>(type: "text", nullable: false),
                    protected_server_key = table.Column<string>(type: "text", nullable: false),
                    protected_tls_crypt_key = table.Column<string>(type: "text", nullable: false),
                    revocation_list_number = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vpn_authority", x => x.organization_uid);
                });

            migrationBuilder.CreateTable(
                name: "vpn_client",
                columns: table => new
                {
                    uid = table.Column<string>(type: "text", nullable: false),
                    organization_uid = table.Column<string>(type: "text", nullable: false),
                    device_uid = table.Column<string>(type: "text", nullable: true),
                    serial_number = table.Column<string>(type: "text", nullable: false),
                    certificate = table.Column<string>(type: "text", nullable: false),
                    protected_key = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vpn_client", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "waiting_identity",
                columns: table => new
                {
                    device_uid = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting_identity", x => new { x.device_uid, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "IX_package_version_icon_blob_hash",
                table: "package_version",
                column: "icon_blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_organization_tag_parent_tag_uid",
                table: "organization_tag",
                column: "parent_tag_uid");

            migrationBuilder.CreateIndex(
                name: "IX_mail_outbox_created_at",
                table: "mail_outbox",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_mail_outbox_organization_uid_created_at",
                table: "mail_outbox",
                columns: new[] { "organization_uid", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_outbox_due",
                table: "mail_outbox",
                column: "due_at",
                filter: "sent_at is null and failed_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_location_organization_uid_custom_id",
                table: "location",
                columns: new[] { "organization_uid", "custom_id" },
                unique: true,
                filter: "custom_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_audit_record_created_at",
                table: "audit_record",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_audit_record_organization_uid_actor_id_created_at_uid",
                table: "audit_record",
                columns: new[] { "organization_uid", "actor_id", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_record_organization_uid_object_type_created_at_uid",
                table: "audit_record",
                columns: new[] { "organization_uid", "object_type", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_record_organization_uid_object_uid_created_at_uid",
                table: "audit_record",
                columns: new[] { "organization_uid", "object_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_account_invitation_account_id_organization_uid",
                table: "account_invitation",
                columns: new[] { "account_id", "organization_uid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_account_invitation_expires_at",
                table: "account_invitation",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_account_invitation_secret_hash",
                table: "account_invitation",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_location_attachment_blob_hash",
                table: "location_attachment",
                column: "blob_hash");

            migrationBuilder.CreateIndex(
                name: "IX_location_attachment_location_uid_created_at",
                table: "location_attachment",
                columns: new[] { "location_uid", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_location_tag_tag_uid_organization_uid_location_uid",
                table: "location_tag",
                columns: new[] { "tag_uid", "organization_uid", "location_uid" });

            migrationBuilder.CreateIndex(
                name: "IX_provisioning_recipe_applet_uid",
                table: "provisioning_recipe",
                column: "applet_uid");

            migrationBuilder.CreateIndex(
                name: "IX_provisioning_recipe_location_uid",
                table: "provisioning_recipe",
                column: "location_uid");

            migrationBuilder.CreateIndex(
                name: "IX_provisioning_recipe_mac_address_key_company_uid",
                table: "provisioning_recipe",
                columns: new[] { "mac_address_key", "company_uid" },
                unique: true,
                filter: "status = 0 and mac_address_key is not null");

            migrationBuilder.CreateIndex(
                name: "IX_provisioning_recipe_organization_uid_created_at_uid",
                table: "provisioning_recipe",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_provisioning_recipe_organization_uid_status_created_at_uid",
                table: "provisioning_recipe",
                columns: new[] { "organization_uid", "status", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_provisioning_recipe_serial_number_key_company_uid",
                table: "provisioning_recipe",
                columns: new[] { "serial_number_key", "company_uid" },
                unique: true,
                filter: "status = 0 and serial_number_key is not null");

            migrationBuilder.CreateIndex(
                name: "IX_provisioning_recipe_tag_tag_uid_recipe_uid",
                table: "provisioning_recipe_tag",
                columns: new[] { "tag_uid", "recipe_uid" });

            migrationBuilder.CreateIndex(
                name: "IX_vpn_client_device_uid",
                table: "vpn_client",
                column: "device_uid",
                unique: true,
                filter: "device_uid is not null and revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_vpn_client_organization_uid_created_at_uid",
                table: "vpn_client",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_vpn_client_organization_uid_serial_number",
                table: "vpn_client",
                columns: new[] { "organization_uid", "serial_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_waiting_identity_key_device_uid",
                table: "waiting_identity",
                columns: new[] { "key", "device_uid" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_invitation");

            migrationBuilder.DropTable(
                name: "location_attachment");

            migrationBuilder.DropTable(
                name: "location_tag");

            migrationBuilder.DropTable(
                name: "provisioning_recipe");

            migrationBuilder.DropTable(
                name: "provisioning_recipe_tag");

            migrationBuilder.DropTable(
                name: "vpn_authority");

            migrationBuilder.DropTable(
                name: "vpn_client");

            migrationBuilder.DropTable(
                name: "waiting_identity");

            migrationBuilder.DropIndex(
                name: "IX_package_version_icon_blob_hash",
                table: "package_version");

            migrationBuilder.DropIndex(
                name: "IX_organization_tag_parent_tag_uid",
                table: "organization_tag");

            migrationBuilder.DropIndex(
                name: "IX_mail_outbox_created_at",
                table: "mail_outbox");

            migrationBuilder.DropIndex(
                name: "IX_mail_outbox_organization_uid_created_at",
                table: "mail_outbox");

            migrationBuilder.DropIndex(
                name: "ix_mail_outbox_due",
                table: "mail_outbox");

            migrationBuilder.DropIndex(
                name: "IX_location_organization_uid_custom_id",
                table: "location");

            migrationBuilder.DropIndex(
                name: "IX_audit_record_created_at",
                table: "audit_record");

            migrationBuilder.DropIndex(
                name: "IX_audit_record_organization_uid_actor_id_created_at_uid",
                table: "audit_record");

            migrationBuilder.DropIndex(
                name: "IX_audit_record_organization_uid_object_type_created_at_uid",
                table: "audit_record");

            migrationBuilder.DropIndex(
                name: "IX_audit_record_organization_uid_object_uid_created_at_uid",
                table: "audit_record");

            migrationBuilder.DropColumn(
                name: "billing_plan",
                table: "organization");

            migrationBuilder.DropColumn(
                name: "bulk_provisioning",
                table: "organization");

            migrationBuilder.DropColumn(
                name: "failed_at",
                table: "mail_outbox");

            migrationBuilder.DropColumn(
                name: "protected_body",
                table: "mail_outbox");

            migrationBuilder.DropColumn(
                name: "updated_at",
                table: "location");

            migrationBuilder.DropColumn(
                name: "request",
                table: "audit_record");

            migrationBuilder.DropColumn(
                name: "token_id",
                table: "audit_record");

            migrationBuilder.DropColumn(
                name: "invited_at",
                table: "account");

            migrationBuilder.AddColumn<string>(
                name: "body",
                table: "mail_outbox",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_mail_outbox_due",
                table: "mail_outbox",
                column: "due_at",
                filter: "sent_at is null");
        }
    }
}
