using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Content;

namespace Placard.Data.Configuration;

internal sealed class Content :
    IEntityTypeConfiguration<Applet>,
    IEntityTypeConfiguration<AppletVersion>,
    IEntityTypeConfiguration<AppletFile>,
    IEntityTypeConfiguration<AppletBuild>,
    IEntityTypeConfiguration<AppletTest>,
    IEntityTypeConfiguration<FrontAppletLibrary>,
    IEntityTypeConfiguration<ContentUpload>,
    IEntityTypeConfiguration<ContentUsage>,
    IEntityTypeConfiguration<Timing>,
    IEntityTypeConfiguration<AppletCommand>
{
    public void Configure(EntityTypeBuilder<Applet> builder)
    {
        builder.ToTable("applet");
        builder.HasKey(applet => applet.Uid);
        builder.HasIndex(applet => new { applet.OrganizationUid, applet.CreatedAt, applet.Uid });
    }

    public void Configure(EntityTypeBuilder<AppletVersion> builder)
    {
        builder.ToTable("applet_version");
        builder.HasKey(version => new { version.AppletUid, version.Version });
        builder.HasIndex(version => new { version.AppletUid, version.CreatedAt, version.Version });
        builder.HasIndex(version => version.BinaryBlobHash);
    }

    public void Configure(EntityTypeBuilder<AppletFile> builder)
    {
        builder.ToTable("applet_file");
        builder.HasKey(file => new { file.AppletUid, file.Version, file.Path });
        builder.HasIndex(file => file.BlobHash);
    }

    public void Configure(EntityTypeBuilder<AppletBuild> builder)
    {
        builder.ToTable("applet_build");
        builder.HasKey(build => new { build.AppletUid, build.Version, build.Postfix });
        builder.HasIndex(build => build.BlobHash);
        builder.HasIndex(build => build.ReplacedAt).HasFilter("replaced_at is not null");
    }

    public void Configure(EntityTypeBuilder<AppletTest> builder)
    {
        builder.ToTable("applet_test");
        builder.HasKey(test => new { test.AppletUid, test.Version, test.Identifier });
        builder.HasIndex(test => new { test.AppletUid, test.Version, test.CreatedAt, test.Identifier });
    }

    public void Configure(EntityTypeBuilder<FrontAppletLibrary> builder)
    {
        builder.ToTable("front_applet_library");
        builder.HasKey(library => library.Version);
        builder.HasIndex(library => library.BlobHash);
    }

    public void Configure(EntityTypeBuilder<ContentUpload> builder)
    {
        builder.ToTable("content_upload");
        builder.HasKey(upload => upload.Uid);
        builder.HasIndex(upload => upload.ExpiresAt);
        builder.HasIndex(upload => upload.Subject);
    }

    public void Configure(EntityTypeBuilder<ContentUsage> builder)
    {
        builder.ToTable("content_usage");
        builder.HasKey(usage => usage.OrganizationUid);
    }

    public void Configure(EntityTypeBuilder<Timing> builder)
    {
        builder.ToTable("timing");
        builder.HasKey(timing => timing.Uid);
        builder.HasIndex(timing => new { timing.DeviceUid, timing.StartsAt });
        builder.HasIndex(timing => new { timing.OrganizationUid, timing.CreatedAt, timing.Uid });
        builder.HasIndex(timing => new { timing.AppletUid, timing.AppletVersion });
    }

    public void Configure(EntityTypeBuilder<AppletCommand> builder)
    {
        builder.ToTable("applet_command");
        builder.HasKey(command => command.Uid);
        builder.HasIndex(command => new { command.DeviceUid, command.ReceivedAt, command.Uid });
        builder.HasIndex(command => new { command.DeviceUid, command.AppletUid, command.Type, command.ReceivedAt, command.Uid });
        builder.HasIndex(command => command.ReceivedAt);
    }
}
