using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Placard.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Foundation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    username = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    firstname = table.Column<string>(type: "TEXT", nullable: true),
                    lastname = table.Column<string>(type: "TEXT", nullable: true),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    server_administrator = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    disabled_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_membership",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<int>(type: "INTEGER", nullable: false),
                    assigned_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_membership", x => new { x.account_id, x.organization_uid });
                });

            migrationBuilder.CreateTable(
                name: "account_token",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_token", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_record",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: true),
                    actor_kind = table.Column<string>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: true),
                    remote_address = table.Column<string>(type: "TEXT", nullable: true),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    object_type = table.Column<string>(type: "TEXT", nullable: false),
                    object_uid = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_record", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "device",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    duid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    application_type = table.Column<string>(type: "TEXT", nullable: false),
                    auth_hash = table.Column<string>(type: "TEXT", nullable: false),
                    auth_hash_created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    upload_token = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    provisioned_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    alive_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    location_uid = table.Column<string>(type: "TEXT", nullable: true),
                    pin_code = table.Column<string>(type: "TEXT", nullable: true),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    serial_number = table.Column<string>(type: "TEXT", nullable: true),
                    brand = table.Column<string>(type: "TEXT", nullable: true),
                    os_version = table.Column<string>(type: "TEXT", nullable: true),
                    application_version = table.Column<string>(type: "TEXT", nullable: true),
                    front_display_version = table.Column<string>(type: "TEXT", nullable: true),
                    firmware_version = table.Column<string>(type: "TEXT", nullable: true),
                    firmware_type = table.Column<string>(type: "TEXT", nullable: true),
                    timezone = table.Column<string>(type: "TEXT", nullable: true),
                    mac_addresses = table.Column<string>(type: "TEXT", nullable: true),
                    network_interfaces = table.Column<string>(type: "TEXT", nullable: true),
                    storage_status = table.Column<string>(type: "TEXT", nullable: true),
                    storage_used_percent = table.Column<double>(type: "REAL", nullable: true),
                    battery_status = table.Column<string>(type: "TEXT", nullable: true),
                    current_time = table.Column<string>(type: "TEXT", nullable: true),
                    supported_resolutions = table.Column<string>(type: "TEXT", nullable: true),
                    connection_method = table.Column<string>(type: "TEXT", nullable: true),
                    platform_uri = table.Column<string>(type: "TEXT", nullable: true),
                    static_base_url = table.Column<string>(type: "TEXT", nullable: true),
                    upload_base_url = table.Column<string>(type: "TEXT", nullable: true),
                    weinre_uri = table.Column<string>(type: "TEXT", nullable: true),
                    extended_management_url = table.Column<string>(type: "TEXT", nullable: true),
                    configuration_updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    emulator_owner = table.Column<string>(type: "TEXT", nullable: true),
                    is_emulator = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_demo = table.Column<bool>(type: "INTEGER", nullable: false),
                    reset_pending = table.Column<bool>(type: "INTEGER", nullable: false),
                    banned_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "device_action",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    delivery = table.Column<int>(type: "INTEGER", nullable: false),
                    connection = table.Column<string>(type: "TEXT", nullable: false),
                    supersede_key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    originator_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    originator_id = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sent_epoch = table.Column<long>(type: "INTEGER", nullable: true),
                    deadline_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    succeeded_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    fail_code = table.Column<string>(type: "TEXT", nullable: true),
                    fail_message = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_action", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "device_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    occurred_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_screenshot",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    taken_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    average_hash = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_screenshot", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "device_tag",
                columns: table => new
                {
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    tag_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_tag", x => new { x.device_uid, x.tag_uid });
                });

            migrationBuilder.CreateTable(
                name: "device_telemetry",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_telemetry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "device_telemetry_latest",
                columns: table => new
                {
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_telemetry_latest", x => new { x.device_uid, x.type });
                });

            migrationBuilder.CreateTable(
                name: "device_upload",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    blob_hash = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_upload", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "device_verification",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    verified_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_verification", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "gateway_frame",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    connection = table.Column<string>(type: "TEXT", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    stored_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_frame", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "gateway_interval",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    connection = table.Column<string>(type: "TEXT", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    node_uid = table.Column<string>(type: "TEXT", nullable: false),
                    driver = table.Column<string>(type: "TEXT", nullable: false),
                    connected_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    disconnected_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_interval", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "gateway_login",
                columns: table => new
                {
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_login", x => x.secret_hash);
                });

            migrationBuilder.CreateTable(
                name: "gateway_node",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    heartbeat_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_node", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "gateway_session",
                columns: table => new
                {
                    device_uid = table.Column<string>(type: "TEXT", nullable: false),
                    connection = table.Column<string>(type: "TEXT", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    node_uid = table.Column<string>(type: "TEXT", nullable: false),
                    driver = table.Column<string>(type: "TEXT", nullable: false),
                    remote_address = table.Column<string>(type: "TEXT", nullable: true),
                    actions = table.Column<string>(type: "TEXT", nullable: false),
                    capabilities = table.Column<string>(type: "TEXT", nullable: true),
                    connected_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_session", x => new { x.device_uid, x.connection });
                });

            migrationBuilder.CreateTable(
                name: "job",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    lease_owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "location",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    custom_id = table.Column<string>(type: "TEXT", nullable: true),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_location", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "mail_outbox",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: true),
                    recipient = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_outbox", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "organization",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    legacy_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    is_company = table.Column<bool>(type: "INTEGER", nullable: false),
                    parent_uid = table.Column<string>(type: "TEXT", nullable: true),
                    subscription_type = table.Column<string>(type: "TEXT", nullable: false),
                    max_devices_count = table.Column<int>(type: "INTEGER", nullable: true),
                    auto_verification = table.Column<bool>(type: "INTEGER", nullable: false),
                    enrolment_open_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organization", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "organization_oauth_pair",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    protected_secret = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organization_oauth_pair", x => x.client_id);
                });

            migrationBuilder.CreateTable(
                name: "organization_tag",
                columns: table => new
                {
                    uid = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    color = table.Column<string>(type: "TEXT", nullable: true),
                    parent_tag_uid = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organization_tag", x => x.uid);
                });

            migrationBuilder.CreateTable(
                name: "organization_token",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    organization_uid = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organization_token", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_protection_key", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_account_email",
                table: "account",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_account_username",
                table: "account",
                column: "username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_account_membership_organization_uid",
                table: "account_membership",
                column: "organization_uid");

            migrationBuilder.CreateIndex(
                name: "IX_account_token_account_id",
                table: "account_token",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_audit_record_organization_uid_created_at_uid",
                table: "audit_record",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_device_auth_hash",
                table: "device",
                column: "auth_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_device_duid",
                table: "device",
                column: "duid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_device_organization_uid_created_at_uid",
                table: "device",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_device_upload_token",
                table: "device",
                column: "upload_token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_device_action_deadline",
                table: "device_action",
                column: "deadline_at",
                filter: "succeeded_at is null and failed_at is null and deadline_at is not null");

            migrationBuilder.CreateIndex(
                name: "IX_device_action_device_uid_kind_uid",
                table: "device_action",
                columns: new[] { "device_uid", "kind", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_device_action_device_uid_uid",
                table: "device_action",
                columns: new[] { "device_uid", "uid" });

            migrationBuilder.CreateIndex(
                name: "ix_device_action_open",
                table: "device_action",
                columns: new[] { "device_uid", "connection", "uid" },
                filter: "succeeded_at is null and failed_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_device_event_device_uid_type_occurred_at_id",
                table: "device_event",
                columns: new[] { "device_uid", "type", "occurred_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_device_event_occurred_at",
                table: "device_event",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "IX_device_screenshot_device_uid_taken_at_uid",
                table: "device_screenshot",
                columns: new[] { "device_uid", "taken_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_device_tag_tag_uid",
                table: "device_tag",
                column: "tag_uid");

            migrationBuilder.CreateIndex(
                name: "IX_device_telemetry_device_uid_type_recorded_at_id",
                table: "device_telemetry",
                columns: new[] { "device_uid", "type", "recorded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_device_telemetry_recorded_at",
                table: "device_telemetry",
                column: "recorded_at");

            migrationBuilder.CreateIndex(
                name: "IX_device_upload_created_at",
                table: "device_upload",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_device_verification_device_uid",
                table: "device_verification",
                column: "device_uid");

            migrationBuilder.CreateIndex(
                name: "IX_device_verification_hash",
                table: "device_verification",
                column: "hash",
                unique: true,
                filter: "verified_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_gateway_frame_device_uid_stored_at",
                table: "gateway_frame",
                columns: new[] { "device_uid", "stored_at" });

            migrationBuilder.CreateIndex(
                name: "IX_gateway_frame_stored_at",
                table: "gateway_frame",
                column: "stored_at");

            migrationBuilder.CreateIndex(
                name: "IX_gateway_interval_device_uid_connection_connected_at",
                table: "gateway_interval",
                columns: new[] { "device_uid", "connection", "connected_at" });

            migrationBuilder.CreateIndex(
                name: "ix_gateway_interval_open",
                table: "gateway_interval",
                column: "node_uid",
                filter: "disconnected_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_gateway_login_device_uid_created_at",
                table: "gateway_login",
                columns: new[] { "device_uid", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_gateway_session_live",
                table: "gateway_session",
                column: "node_uid",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_job_due",
                table: "job",
                column: "due_at",
                filter: "finished_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_job_kind_key",
                table: "job",
                columns: new[] { "kind", "key" },
                unique: true,
                filter: "finished_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_location_organization_uid_created_at_uid",
                table: "location",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_outbox_due",
                table: "mail_outbox",
                column: "due_at",
                filter: "sent_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_organization_created_at_uid",
                table: "organization",
                columns: new[] { "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_organization_parent_uid_name",
                table: "organization",
                columns: new[] { "parent_uid", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organization_oauth_pair_account_id_organization_uid",
                table: "organization_oauth_pair",
                columns: new[] { "account_id", "organization_uid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organization_tag_organization_uid_created_at_uid",
                table: "organization_tag",
                columns: new[] { "organization_uid", "created_at", "uid" });

            migrationBuilder.CreateIndex(
                name: "IX_organization_token_organization_uid_created_at",
                table: "organization_token",
                columns: new[] { "organization_uid", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "account_membership");

            migrationBuilder.DropTable(
                name: "account_token");

            migrationBuilder.DropTable(
                name: "audit_record");

            migrationBuilder.DropTable(
                name: "device");

            migrationBuilder.DropTable(
                name: "device_action");

            migrationBuilder.DropTable(
                name: "device_event");

            migrationBuilder.DropTable(
                name: "device_screenshot");

            migrationBuilder.DropTable(
                name: "device_tag");

            migrationBuilder.DropTable(
                name: "device_telemetry");

            migrationBuilder.DropTable(
                name: "device_telemetry_latest");

            migrationBuilder.DropTable(
                name: "device_upload");

            migrationBuilder.DropTable(
                name: "device_verification");

            migrationBuilder.DropTable(
                name: "gateway_frame");

            migrationBuilder.DropTable(
                name: "gateway_interval");

            migrationBuilder.DropTable(
                name: "gateway_login");

            migrationBuilder.DropTable(
                name: "gateway_node");

            migrationBuilder.DropTable(
                name: "gateway_session");

            migrationBuilder.DropTable(
                name: "job");

            migrationBuilder.DropTable(
                name: "location");

            migrationBuilder.DropTable(
                name: "mail_outbox");

            migrationBuilder.DropTable(
                name: "organization");

            migrationBuilder.DropTable(
                name: "organization_oauth_pair");

            migrationBuilder.DropTable(
                name: "organization_tag");

            migrationBuilder.DropTable(
                name: "organization_token");

            migrationBuilder.DropTable(
                name: "protection_key");
        }
    }
}
