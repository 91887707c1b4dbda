using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Placard.Domain.Accounts;

namespace Placard.Data.Configuration;

internal sealed class Accounts :
    IEntityTypeConfiguration<Account>,
    IEntityTypeConfiguration<AccountToken>,
    IEntityTypeConfiguration<AccountInvitation>,
    IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account");
        builder.HasKey(account => account.Id);
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.HasIndex(account => account.Username).IsUnique();
        builder.HasIndex(account => account.Email).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AccountToken> builder)
    {
        builder.ToTable("account_token");
        builder.HasKey(token => token.Id);
        builder.HasIndex(token => token.AccountId);
    }

    public void Configure(EntityTypeBuilder<AccountInvitation> builder)
    {
        builder.ToTable("account_invitation");
        builder.HasKey(invitation => invitation.Uid);
        builder.HasIndex(invitation => new { invitation.AccountId, invitation.OrganizationUid }).IsUnique();
        builder.HasIndex(invitation => invitation.SecretHash).IsUnique();
        builder.HasIndex(invitation => invitation.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("account_membership");
        builder.HasKey(membership => new { membership.AccountId, membership.OrganizationUid });
        builder.HasIndex(membership => membership.OrganizationUid);
    }
}
