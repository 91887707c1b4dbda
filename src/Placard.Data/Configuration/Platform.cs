using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Auditing;
using Placard.Domain.Jobs;

namespace Placard.Data.Configuration;

internal sealed class Platform :
    IEntityTypeConfiguration<Job>,
    IEntityTypeConfiguration<OutboxMail>,
    IEntityTypeConfiguration<AuditRecord>,
    IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("job");
        builder.HasKey(job => job.Uid);
        builder.HasIndex(job => new { job.Kind, job.Key }).IsUnique().HasFilter("finished_at is null");
        builder.HasIndex(job => job.DueAt).HasFilter("finished_at is null and parked_at is null").HasDatabaseName("ix_job_due");
        builder.HasIndex(job => job.FinishedAt).HasFilter("finished_at is not null").HasDatabaseName("ix_job_finished");
    }

    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.ToTable("mail_outbox");
        builder.HasKey(mail => mail.Uid);
        builder.HasIndex(mail => mail.DueAt).HasFilter("sent_at is null and failed_at is null").HasDatabaseName("ix_mail_outbox_due");
        builder.HasIndex(mail => new { mail.OrganizationUid, mail.CreatedAt });
        builder.HasIndex(mail => mail.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("audit_record");
        builder.HasKey(record => record.Uid);
        builder.HasIndex(record => new { record.OrganizationUid, record.CreatedAt, record.Uid });
        builder.HasIndex(record => new { record.OrganizationUid, record.ObjectType, record.CreatedAt, record.Uid });
        builder.HasIndex(record => new { record.OrganizationUid, record.ObjectUid, record.CreatedAt, record.Uid });
        builder.HasIndex(record => new { record.OrganizationUid, record.ActorId, record.CreatedAt, record.Uid });
        builder.HasIndex(record => record.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("protection_key");
        builder.HasKey(key => key.Id);
    }
}
