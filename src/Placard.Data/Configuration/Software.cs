using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Software;

namespace Placard.Data.Configuration;

internal sealed class Software :
    IEntityTypeConfiguration<CoreApp>,
    IEntityTypeConfiguration<CoreAppFile>,
    IEntityTypeConfiguration<Package>,
    IEntityTypeConfiguration<PackageVersion>,
    IEntityTypeConfiguration<Firmware>,
    IEntityTypeConfiguration<FirmwareFile>
{
    public void Configure(EntityTypeBuilder<CoreApp> builder)
    {
        builder.ToTable("core_app");
        builder.HasKey(app => new { app.ApplicationType, app.Version });
    }

    public void Configure(EntityTypeBuilder<CoreAppFile> builder)
    {
        builder.ToTable("core_app_file");
        builder.HasKey(file => new { file.ApplicationType, file.Version, file.Path });
        builder.HasIndex(file => file.BlobHash);
    }

    public void Configure(EntityTypeBuilder<Package> builder)
    {
        builder.ToTable("package");
        builder.HasKey(package => package.Uid);
        builder.HasIndex(package => new { package.OrganizationUid, package.PackageName }).IsUnique();
        builder.HasIndex(package => new { package.OrganizationUid, package.CreatedAt, package.Uid });
    }

    public void Configure(EntityTypeBuilder<PackageVersion> builder)
    {
        builder.ToTable("package_version");
        builder.HasKey(version => version.Uid);
        builder.HasIndex(version => new { version.PackageUid, version.BuildHash }).IsUnique();
        builder.HasIndex(version => new { version.PackageUid, version.CreatedAt, version.Uid });
        builder.HasIndex(version => version.BlobHash);
        builder.HasIndex(version => version.IconBlobHash);
    }

    public void Configure(EntityTypeBuilder<Firmware> builder)
    {
        builder.ToTable("firmware");
        builder.HasKey(firmware => firmware.Uid);
        builder.HasIndex(firmware => new { firmware.ApplicationType, firmware.Version, firmware.Type }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<FirmwareFile> builder)
    {
        builder.ToTable("firmware_file");
        builder.HasKey(file => new { file.FirmwareUid, file.Hash });
        builder.HasIndex(file => file.BlobHash);
    }
}
