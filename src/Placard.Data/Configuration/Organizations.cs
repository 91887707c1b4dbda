using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Organizations;

namespace Placard.Data.Configuration;

internal sealed class Organizations :
    IEntityTypeConfiguration<Organization>,
    IEntityTypeConfiguration<OrganizationToken>,
    IEntityTypeConfiguration<OAuthPair>,
    IEntityTypeConfiguration<OrganizationTag>,
    IEntityTypeConfiguration<DeviceTag>,
    IEntityTypeConfiguration<Location>,
    IEntityTypeConfiguration<LocationTag>,
    IEntityTypeConfiguration<LocationAttachment>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organization");
        builder.HasKey(organization => organization.Uid);
        builder.HasIndex(organization => new { organization.ParentUid, organization.Name }).IsUnique();
        builder.HasIndex(organization => new { organization.CreatedAt, organization.Uid });
    }

    public void Configure(EntityTypeBuilder<OrganizationToken> builder)
    {
        builder.ToTable("organization_token");
        builder.HasKey(token => token.Id);
        builder.HasIndex(token => new { token.OrganizationUid, token.CreatedAt });
    }

    public void Configure(EntityTypeBuilder<OAuthPair> builder)
    {
        builder.ToTable("organization_oauth_pair");
        builder.HasKey(pair => pair.ClientId);
        builder.HasIndex(pair => new { pair.AccountId, pair.OrganizationUid }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<OrganizationTag> builder)
    {
        builder.ToTable("organization_tag");
        builder.HasKey(tag => tag.Uid);
        builder.HasIndex(tag => new { tag.OrganizationUid, tag.CreatedAt, tag.Uid });
        builder.HasIndex(tag => tag.ParentTagUid);
    }

    public void Configure(EntityTypeBuilder<DeviceTag> builder)
    {
        builder.ToTable("device_tag");
        builder.HasKey(tag => new { tag.DeviceUid, tag.TagUid });
        builder.HasIndex(tag => new { tag.TagUid, tag.OrganizationUid, tag.DeviceUid });
    }

    public void Configure(EntityTypeBuilder<Location> builder)
    {
        builder.ToTable("location");
        builder.HasKey(location => location.Uid);
        builder.HasIndex(location => new { location.OrganizationUid, location.CreatedAt, location.Uid });
        builder.HasIndex(location => new { location.OrganizationUid, location.CustomId }).IsUnique().HasFilter("custom_id is not null");
    }

    public void Configure(EntityTypeBuilder<LocationTag> builder)
    {
        builder.ToTable("location_tag");
        builder.HasKey(tag => new { tag.LocationUid, tag.TagUid });
        builder.HasIndex(tag => new { tag.TagUid, tag.OrganizationUid, tag.LocationUid });
    }

    public void Configure(EntityTypeBuilder<LocationAttachment> builder)
    {
        builder.ToTable("location_attachment");
        builder.HasKey(attachment => attachment.Uid);
        builder.HasIndex(attachment => new { attachment.LocationUid, attachment.CreatedAt });
        builder.HasIndex(attachment => attachment.BlobHash);
    }
}
