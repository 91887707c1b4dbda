using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Catalogue;
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

    /// <summary>The company of the first start.</summary>
    public static Task<string> CompanyUidAsync(this PlacardServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.ReadAsync(db =>
            db.Organizations.Where(organization => organization.Uid == server.Credentials.OrganizationUid).Select(organization => organization.ParentUid!).SingleAsync());
    }

    /// <summary>Id of an account, of the first start's unless an address is named.</summary>
    public static Task<long> AccountIdAsync(this PlacardServer server, string? email = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.ReadAsync(db => db.Accounts
            .Where(account => email == null ? account.Username == "admin" : account.Email == email).Select(account => account.Id).SingleAsync());
    }

    /// <summary>Gives an account another membership.</summary>
    public static async Task JoinAsync(this PlacardServer server, string email, string organizationUid, Role role)
    {
        ArgumentNullException.ThrowIfNull(server);
        var membership = new Membership { AccountId = await server.AccountIdAsync(email), OrganizationUid = organizationUid, Role = role, AssignedAt = server.Now() };
        await server.WriteAsync(db => db.Add(membership));
        server.Services.GetRequiredService<Api.Tenancy.CallerCache>().Forget();
    }

    /// <summary>Stores a device that belongs to an organization and has never connected.</summary>
    public static async Task<Device> CreateDeviceAsync(this PlacardServer server, string organizationUid, string name = "Lobby", string applicationType = "default", Action<Device>? with = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        Device? device = null;
        await server.WriteAsync(db =>
        {
            device = server.Services.GetRequiredService<DeviceRegistration>().Create(db, Domain.Uids.Duid(), applicationType, name);
            device.OrganizationUid = organizationUid;
            device.ProvisionedAt = server.Now();
            with?.Invoke(device);
        });
        return device!;
    }

    /// <summary>Makes a tag of an organization.</summary>
    public static async Task<OrganizationTag> CreateTagAsync(this PlacardServer server, string organizationUid, string name = "North")
    {
        ArgumentNullException.ThrowIfNull(server);
        var tag = new OrganizationTag { Uid = server.Uids().Ordered(), OrganizationUid = organizationUid, Name = name, CreatedAt = server.Now() };
        await server.WriteAsync(db => db.Add(tag));
        return tag;
    }

    /// <summary>Makes a location of an organization.</summary>
    public static async Task<Location> CreateLocationAsync(this PlacardServer server, string organizationUid, string name = "Main street")
    {
        ArgumentNullException.ThrowIfNull(server);
        var location = new Location { Uid = server.Uids().Ordered(), OrganizationUid = organizationUid, Name = name, CreatedAt = server.Now() };
        await server.WriteAsync(db => db.Add(location));
        return location;
    }

    /// <summary>Submits an action of any kind, also one that no route offers, as a bulk operation would.</summary>
    /// <param name="server">The server.</param>
    /// <param name="deviceUid">The device.</param>
    /// <param name="organizationUid">Its organization.</param>
    /// <param name="body">What a caller would send, JSON.</param>
    public static async Task<DeviceAction> SubmitAsync<TKind>(this PlacardServer server, string deviceUid, string organizationUid, string body = "{}")
        where TKind : DeviceActionKind =>
        (await server.SubmitAsync<TKind>(deviceUid, organizationUid, 1, body))[0];

    /// <summary>Submits the same action many times in one transaction.</summary>
    public static async Task<IReadOnlyList<DeviceAction>> SubmitAsync<TKind>(
        this PlacardServer server, string deviceUid, string organizationUid, int count, string body = "{}")
        where TKind : DeviceActionKind
    {
        ArgumentNullException.ThrowIfNull(server);
        var kind = server.Services.GetRequiredService<DeviceActionCatalogue>().Kind<TKind>();
        var errors = new ValueErrors();
        var value = kind.Read(JsonNode.Parse(body)!.AsObject(), errors) ?? throw new ArgumentException($"The body is wrong: {errors.Errors[0]}", nameof(body));
        var command = new NewCommand(deviceUid, organizationUid, kind, value, new(OriginatorKind.BulkOperation, "b1"));
        await using var db = server.Services.GetRequiredService<Database>().Open();
        return await server.Services.GetRequiredService<DeviceCommandQueue>().SubmitAsync(db, [.. Enumerable.Repeat(command, count)], CancellationToken.None);
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
        var parent = companyUid ?? await server.CompanyUidAsync();
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
        server.Services.GetRequiredService<Api.Tenancy.CallerCache>().Forget();
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

    internal static DateTime Now(this PlacardServer server) => server.Services.GetRequiredService<TimeProvider>().Now();
}
