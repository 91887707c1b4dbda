using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Devices;

namespace Placard.Data.Configuration;

internal sealed class Gateway :
    IEntityTypeConfiguration<DeviceSession>,
    IEntityTypeConfiguration<ConnectionInterval>,
    IEntityTypeConfiguration<DeviceLogin>,
    IEntityTypeConfiguration<StoredFrame>,
    IEntityTypeConfiguration<GatewayNode>
{
    public void Configure(EntityTypeBuilder<DeviceSession> builder)
    {
        builder.ToTable("gateway_session");
        builder.HasKey(session => new { session.DeviceUid, session.Connection });
        builder.HasIndex(session => session.NodeUid).HasFilter("ended_at is null").HasDatabaseName("ix_gateway_session_live");
    }

    public void Configure(EntityTypeBuilder<ConnectionInterval> builder)
    {
        builder.ToTable("gateway_interval");
        builder.HasKey(interval => interval.Id);
        builder.HasIndex(interval => new { interval.DeviceUid, interval.Connection, interval.Epoch }).IsUnique();

        // Holds all that uptime reads, so that the rows themselves are not touched.
        builder.HasIndex(interval => new { interval.DeviceUid, interval.ConnectedAt, interval.DisconnectedAt });
        builder.HasIndex(interval => interval.NodeUid).HasFilter("disconnected_at is null").HasDatabaseName("ix_gateway_interval_open");
        builder.HasIndex(interval => interval.DeviceUid).HasFilter("disconnected_at is null").HasDatabaseName("ix_gateway_interval_open_device");
        builder.HasIndex(interval => interval.DisconnectedAt).HasFilter("disconnected_at is not null").HasDatabaseName("ix_gateway_interval_closed");
    }

    public void Configure(EntityTypeBuilder<DeviceLogin> builder)
    {
        builder.ToTable("gateway_login");
        builder.HasKey(login => login.SecretHash);
        builder.HasIndex(login => new { login.DeviceUid, login.CreatedAt });
    }

    public void Configure(EntityTypeBuilder<StoredFrame> builder)
    {
        builder.ToTable("gateway_frame");
        builder.HasKey(frame => frame.Id);
        builder.HasIndex(frame => new { frame.DeviceUid, frame.StoredAt });
        builder.HasIndex(frame => frame.StoredAt);
    }

    public void Configure(EntityTypeBuilder<GatewayNode> builder)
    {
        builder.ToTable("gateway_node");
        builder.HasKey(node => node.Uid);
    }
}
