using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Vpn;

namespace Placard.Data.Configuration;

internal sealed class Vpn :
    IEntityTypeConfiguration<VpnAuthority>,
    IEntityTypeConfiguration<VpnClient>
{
    public void Configure(EntityTypeBuilder<VpnAuthority> builder)
    {
        builder.ToTable("vpn_authority");
        builder.HasKey(authority => authority.OrganizationUid);
    }

    public void Configure(EntityTypeBuilder<VpnClient> builder)
    {
        builder.ToTable("vpn_client");
        builder.HasKey(client => client.Uid);
        builder.HasIndex(client => new { client.OrganizationUid, client.CreatedAt, client.Uid });
        builder.HasIndex(client => new { client.OrganizationUid, client.SerialNumber }).IsUnique();
        builder.HasIndex(client => client.DeviceUid).IsUnique().HasFilter("device_uid is not null and revoked_at is null");
    }
}
