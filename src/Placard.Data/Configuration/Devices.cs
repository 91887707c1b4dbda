using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Devices;

namespace Placard.Data.Configuration;

internal sealed class Devices :
    IEntityTypeConfiguration<Device>,
    IEntityTypeConfiguration<DeviceVerification>,
    IEntityTypeConfiguration<DeviceAction>,
    IEntityTypeConfiguration<TelemetryRecord>,
    IEntityTypeConfiguration<TelemetryLatest>,
    IEntityTypeConfiguration<DeviceEvent>,
    IEntityTypeConfiguration<Screenshot>,
    IEntityTypeConfiguration<DeviceUpload>,
    IEntityTypeConfiguration<DeviceReport>,
    IEntityTypeConfiguration<DueReport>
{
    public void Configure(EntityTypeBuilder<Device> builder)
    {
        builder.ToTable("device");
        builder.HasKey(device => device.Uid);
        builder.HasIndex(device => device.Duid).IsUnique();
        builder.HasIndex(device => device.AuthHash).IsUnique();
        builder.HasIndex(device => new { device.OrganizationUid, device.CreatedAt, device.Uid });
        builder.HasIndex(device => device.UploadToken).IsUnique();

        // One for each filter of the lists, in their order. Filters that fold case and the search have theirs in migrations written by hand.
        builder.HasIndex(device => new { device.OrganizationUid, device.ApplicationType, device.CreatedAt, device.Uid });
        builder.HasIndex(device => new { device.OrganizationUid, device.LocationUid, device.CreatedAt, device.Uid });
        builder.HasIndex(device => new { device.OrganizationUid, device.StorageUsedPercent, device.CreatedAt, device.Uid });
    }

    public void Configure(EntityTypeBuilder<DeviceVerification> builder)
    {
        builder.ToTable("device_verification");
        builder.HasKey(verification => verification.Uid);
        builder.HasIndex(verification => verification.Hash).IsUnique().HasFilter("verified_at is null");
        builder.HasIndex(verification => new { verification.Hash, verification.DeviceUid });
        builder.HasIndex(verification => verification.DeviceUid);
        builder.HasIndex(verification => verification.ExpiresAt);

        // Both connections of a waiting device ask at once: only one of them makes the hash.
        builder.HasIndex(verification => verification.DeviceUid, "ix_device_verification_pending").IsUnique().HasFilter("verified_at is null");
    }

    public void Configure(EntityTypeBuilder<DeviceAction> builder)
    {
        const string Open = "succeeded_at is null and failed_at is null";
        builder.ToTable("device_action");
        builder.HasKey(action => action.Uid);
        builder.HasIndex(action => new { action.DeviceUid, action.Kind, action.Uid });
        builder.HasIndex(action => new { action.DeviceUid, action.Uid });
        builder.HasIndex(action => new { action.DeviceUid, action.Connection, action.Uid }).HasFilter(Open).HasDatabaseName("ix_device_action_open");
        builder.HasIndex(action => action.DeadlineAt).HasFilter($"{Open} and deadline_at is not null").HasDatabaseName("ix_device_action_deadline");
    }

    public void Configure(EntityTypeBuilder<TelemetryRecord> builder)
    {
        builder.ToTable("device_telemetry");
        builder.HasKey(record => record.Id);
        builder.HasIndex(record => new { record.DeviceUid, record.Type, record.RecordedAt, record.Id });
        builder.HasIndex(record => record.RecordedAt);
    }

    public void Configure(EntityTypeBuilder<TelemetryLatest> builder)
    {
        builder.ToTable("device_telemetry_latest");
        builder.HasKey(latest => new { latest.DeviceUid, latest.Type });
    }

    public void Configure(EntityTypeBuilder<DeviceEvent> builder)
    {
        builder.ToTable("device_event");
        builder.HasKey(record => record.Id);
        builder.HasIndex(record => new { record.DeviceUid, record.Type, record.OccurredAt, record.Id });
        builder.HasIndex(record => record.OccurredAt);
    }

    public void Configure(EntityTypeBuilder<Screenshot> builder)
    {
        builder.ToTable("device_screenshot");
        builder.HasKey(screenshot => screenshot.Uid);
        builder.HasIndex(screenshot => new { screenshot.DeviceUid, screenshot.TakenAt, screenshot.Uid });
        builder.HasIndex(screenshot => screenshot.TakenAt);
        builder.HasIndex(screenshot => screenshot.BlobHash);
    }

    public void Configure(EntityTypeBuilder<DeviceUpload> builder)
    {
        builder.ToTable("device_upload");
        builder.HasKey(upload => upload.Uid);
        builder.HasIndex(upload => upload.CreatedAt);
        builder.HasIndex(upload => upload.BlobHash);
    }

    public void Configure(EntityTypeBuilder<DeviceReport> builder)
    {
        builder.ToTable("device_report");
        builder.HasKey(report => report.Uid);
        builder.HasIndex(report => new { report.DeviceUid, report.OrganizationUid, report.Type, report.Day }).IsUnique();
        builder.HasIndex(report => new { report.DeviceUid, report.CreatedAt });
        builder.HasIndex(report => report.Day);
        builder.HasIndex(report => report.BlobHash);
    }

    public void Configure(EntityTypeBuilder<DueReport> builder)
    {
        builder.ToTable("device_report_due");
        builder.HasKey(due => new { due.DeviceUid, due.OrganizationUid, due.Type, due.Day });
        builder.HasIndex(due => due.Day);
    }
}
