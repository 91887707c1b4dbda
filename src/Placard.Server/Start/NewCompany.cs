using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Accounts;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Organizations;

namespace Placard.Server.Start;

/// <summary>Makes a company with one organization, its owner and the first keys. Used by the first start and by <c>company create</c>.</summary>
internal sealed class NewCompany(Uids uids, TimeProvider time)
{
    /// <param name="Username">The owner's log-in name.</param>
    /// <param name="Email">The owner's; an account that exists is taken.</param>
    /// <param name="Name">Name of the company, unique among companies.</param>
    /// <param name="Title">What people read.</param>
    /// <param name="Administrator">Whether a new owner may administer the server.</param>
    public sealed record Request(string Username, string Email, string Name, string Title, bool Administrator);

    /// <summary>Adds all rows; the caller saves them.</summary>
    public async Task<Credentials> AddAsync(PlacardDbContext db, Request request, CancellationToken cancellation)
    {
        var now = time.Now();
        var (account, password) = await OwnerAsync(db, request, now, cancellation);
        var company = Organization(request.Name, request.Title, isCompany: true, parent: null, now);
        var organization = Organization(request.Name, request.Title, isCompany: false, company.Uid, now);
        var accountSecret = Uids.Secret();
        var organizationSecret = Uids.Secret();
        var accountToken = new AccountToken { Id = Uids.TokenId(), AccountId = account.Id, Name = "first", SecretHash = Secrets.Hash(accountSecret), CreatedAt = now };
        var organizationToken = new OrganizationToken
        {
            Id = Uids.TokenId(),
            OrganizationUid = organization.Uid,
            Name = "first",
            SecretHash = Secrets.Hash(organizationSecret),
            CreatedAt = now,
        };

        db.AddRange(company, organization, accountToken, organizationToken);
        db.AddRange(
            new Membership { AccountId = account.Id, OrganizationUid = company.Uid, Role = Role.Owner, AssignedAt = now },
            new Membership { AccountId = account.Id, OrganizationUid = organization.Uid, Role = Role.Owner, AssignedAt = now });
        return new(account.Username, password, accountToken.Id, accountSecret, organization.Uid, organizationToken.Id, organizationSecret);
    }

    private static async Task<(Account Account, string? Password)> OwnerAsync(PlacardDbContext db, Request request, DateTime now, CancellationToken cancellation)
    {
        var password = Uids.Random(32);
        if (await db.Accounts.SingleOrDefaultAsync(account => account.Email == request.Email, cancellation) is { } known)
        {
            if (known.InvitedAt is null)
            {
                return (known, null);
            }

            // Somebody invited the address before: whoever gets these keys owns the account, and no link in a mail may take it from him.
            known.TakeOver(Passwords.Hash(password));
            await db.AccountInvitations.Where(invitation => invitation.AccountId == known.Id).ExecuteDeleteAsync(cancellation);
            return (known, password);
        }

        var account = new Account
        {
            Id = Uids.AccountId(),
            Username = request.Username,
            Email = request.Email,
            PasswordHash = Passwords.Hash(password),
            ServerAdministrator = request.Administrator,
            CreatedAt = now,
        };
        db.Add(account);
        return (account, password);
    }

    private Organization Organization(string name, string title, bool isCompany, string? parent, DateTime now) => new()
    {
        Uid = uids.Ordered(),
        LegacyId = Uids.Random(24),
        Name = name,
        Title = title,
        IsCompany = isCompany,
        ParentUid = parent,
        SubscriptionType = "all",
        CreatedAt = now,
    };
}
