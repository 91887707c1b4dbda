using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;

namespace Placard.TestKit;

/// <summary>An organization that a test made beside the first one.</summary>
/// <param name="Uid">Its uid.</param>
/// <param name="CompanyUid">Uid of its company.</param>
/// <param name="Key">Value of <c>X-Auth</c> that acts as the organization.</param>
public sealed record TestOrganization(string Uid, string CompanyUid, string Key)
{
    public override string ToString() => $"organization {Uid}";
}

/// <summary>Ways to bring a server into the state that a test begins with, past the API: such tests are not about making organizations.</summary>
public static class Arrangements
{
    /// <summary>Makes an organization with a token, in the company of the first start.</summary>
    public static Task<TestOrganization> CreateOrganizationAsync(this PlacardServer server, string name = "Another") =>
        CreateAsync(server, name, companyUid: null);

    /// <summary>Makes an organization with a token, in a company of its own that the first account has no part in.</summary>
    public static Task<TestOrganization> CreateForeignOrganizationAsync(this PlacardServer server, string name = "Foreign") =>
        CreateAsync(server, name, companyUid: server.Uids().Ordered());

    /// <summary>Makes an account with a token and a role in an organization or company.</summary>
    /// <returns>The value of <c>X-Auth</c> that acts as the account.</returns>
    public static async Task<string> CreateAccountAsync(this PlacardServer server, string email, string organizationUid, Role role)
    {
        ArgumentNullException.ThrowIfNull(server);
        var now = server.Now();
        var secret = Domain.Uids.Secret();
        var account = new Account { Id = Domain.Uids.AccountId(), Username = email, Email = email, CreatedAt = now };
        var token = new AccountToken { Id = Domain.Uids.TokenId(), AccountId = account.Id, Name = "test", SecretHash = Secrets.Hash(secret), CreatedAt = now };
        await server.WriteAsync(db => db.AddRange(
            account, token, new Membership { AccountId = account.Id, OrganizationUid = organizationUid, Role = role, AssignedAt = now }));
        return $"{token.Id}:{secret}";
    }

    /// <summary>Stores a device that belongs to an organization and has never connected.</summary>
    public static async Task<Device> CreateDeviceAsync(this PlacardServer server, string organizationUid, string name = "Lobby", string applicationType = "default")
    {
        ArgumentNullException.ThrowIfNull(server);
        Device? device = null;
        await server.WriteAsync(db =>
        {
            device = server.Services.GetRequiredService<DeviceRegistration>().Create(db, Domain.Uids.Duid(), applicationType, name);
            device.OrganizationUid = organizationUid;
            device.ProvisionedAt = server.Now();
        });
        return device!;
    }

    /// <summary>Writes rows past the API.</summary>
    public static Task WriteAsync(this PlacardServer server, Action<PlacardDbContext> change)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Services.GetRequiredService<Database>().WriteAsync(
            (db, _) =>
            {
                change(db);
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }

    /// <summary>Reads rows past the API; ask for them by AcrossOrganizations.</summary>
    public static Task<T> ReadAsync<T>(this PlacardServer server, Func<PlacardDbContext, Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Services.GetRequiredService<Database>().ReadAsync(read);
    }

    private static async Task<TestOrganization> CreateAsync(PlacardServer server, string name, string? companyUid)
    {
        ArgumentNullException.ThrowIfNull(server);
        var now = server.Now();
        var secret = Domain.Uids.Secret();
        var parent = companyUid ?? await server.ReadAsync(db =>
            db.Organizations.Where(organization => organization.Uid == server.Credentials.OrganizationUid).Select(organization => organization.ParentUid!).SingleAsync());
        var organization = Make(server, name, parent);
        var token = new OrganizationToken
        {
            Id = Domain.Uids.TokenId(),
            OrganizationUid = organization.Uid,
            Name = "test",
            SecretHash = Secrets.Hash(secret),
            CreatedAt = now,
        };
        await server.WriteAsync(db =>
        {
            if (companyUid is not null)
            {
                db.Add(Make(server, name, null, companyUid));
            }

            db.AddRange(organization, token);
        });
        return new(organization.Uid, parent, $"{token.Id}:{secret}");
    }

    private static Organization Make(PlacardServer server, string name, string? parent, string? uid = null) => new()
    {
        Uid = uid ?? server.Uids().Ordered(),
        LegacyId = Domain.Uids.Random(24),
        Name = name,
        Title = name,
        IsCompany = parent is null,
        ParentUid = parent,
        SubscriptionType = "all",
        CreatedAt = server.Now(),
    };

    private static Uids Uids(this PlacardServer server) => server.Services.GetRequiredService<Uids>();

    private static DateTime Now(this PlacardServer server) => server.Services.GetRequiredService<TimeProvider>().Now();
}
