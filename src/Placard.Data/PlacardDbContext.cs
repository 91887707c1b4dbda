using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Placard.Domain.Accounts;
using Placard.Domain.Auditing;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Jobs;
using Placard.Domain.Organizations;
using Placard.Domain.Provisioning;
using Placard.Domain.Software;
using Placard.Domain.Vpn;

namespace Placard.Data;

/// <summary>
/// The one model of both databases. Rows that belong to an organization are filtered by <see cref="Tenancy"/>:
/// a context that nobody gave a tenancy sees none of them. Background code says <see cref="AcrossOrganizations{T}"/>.
/// </summary>
public sealed class PlacardDbContext(DbContextOptions<PlacardDbContext> options) : DbContext(options)
{
    public const string TenancyFilter = "tenancy";

    /// <summary>Set when the context is taken from the pool; every take sets it anew.</summary>
    public Tenancy Tenancy { get; set; } = Tenancy.None;

    /// <summary>Who stands behind the changes, for the audit.</summary>
    public Actor Actor { get; set; } = Actor.Server;

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountToken> AccountTokens => Set<AccountToken>();

    public DbSet<AccountInvitation> AccountInvitations => Set<AccountInvitation>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<OrganizationToken> OrganizationTokens => Set<OrganizationToken>();

    public DbSet<OAuthPair> OAuthPairs => Set<OAuthPair>();

    public DbSet<Device> Devices => Set<Device>();

    public DbSet<DeviceVerification> DeviceVerifications => Set<DeviceVerification>();

    public DbSet<DeviceAction> DeviceActions => Set<DeviceAction>();

    public DbSet<TelemetryRecord> Telemetry => Set<TelemetryRecord>();

    public DbSet<TelemetryLatest> TelemetryLatest => Set<TelemetryLatest>();

    public DbSet<DeviceEvent> DeviceEvents => Set<DeviceEvent>();

    public DbSet<Screenshot> Screenshots => Set<Screenshot>();

    public DbSet<DeviceUpload> DeviceUploads => Set<DeviceUpload>();

    public DbSet<DeviceReport> DeviceReports => Set<DeviceReport>();

    public DbSet<DueReport> DueReports => Set<DueReport>();

    public DbSet<DeviceSession> DeviceSessions => Set<DeviceSession>();

    public DbSet<ConnectionInterval> ConnectionIntervals => Set<ConnectionInterval>();

    public DbSet<DeviceLogin> DeviceLogins => Set<DeviceLogin>();

    public DbSet<StoredFrame> StoredFrames => Set<StoredFrame>();

    public DbSet<GatewayNode> GatewayNodes => Set<GatewayNode>();

    public DbSet<OrganizationTag> OrganizationTags => Set<OrganizationTag>();

    public DbSet<DeviceTag> DeviceTags => Set<DeviceTag>();

    public DbSet<Location> Locations => Set<Location>();

    public DbSet<LocationTag> LocationTags => Set<LocationTag>();

    public DbSet<LocationAttachment> LocationAttachments => Set<LocationAttachment>();

    public DbSet<ProvisioningRecipe> ProvisioningRecipes => Set<ProvisioningRecipe>();

    public DbSet<ProvisioningRecipeTag> ProvisioningRecipeTags => Set<ProvisioningRecipeTag>();

    public DbSet<WaitingIdentity> WaitingIdentities => Set<WaitingIdentity>();

    public DbSet<VpnAuthority> VpnAuthorities => Set<VpnAuthority>();

    public DbSet<VpnClient> VpnClients => Set<VpnClient>();

    public DbSet<CoreApp> CoreApps => Set<CoreApp>();

    public DbSet<CoreAppFile> CoreAppFiles => Set<CoreAppFile>();

    public DbSet<Package> Packages => Set<Package>();

    public DbSet<PackageVersion> PackageVersions => Set<PackageVersion>();

    public DbSet<Firmware> Firmwares => Set<Firmware>();

    public DbSet<FirmwareFile> FirmwareFiles => Set<FirmwareFile>();

    public DbSet<Applet> Applets => Set<Applet>();

    public DbSet<AppletVersion> AppletVersions => Set<AppletVersion>();

    public DbSet<AppletFile> AppletFiles => Set<AppletFile>();

    public DbSet<AppletBuild> AppletBuilds => Set<AppletBuild>();

    public DbSet<AppletTest> AppletTests => Set<AppletTest>();

    public DbSet<FrontAppletLibrary> FrontAppletLibraries => Set<FrontAppletLibrary>();

    public DbSet<ContentUpload> ContentUploads => Set<ContentUpload>();

    public DbSet<ContentUsage> ContentUsages => Set<ContentUsage>();

    public DbSet<Timing> Timings => Set<Timing>();

    public DbSet<AppletCommand> AppletCommands => Set<AppletCommand>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<OutboxMail> OutboxMails => Set<OutboxMail>();

    public DbSet<AuditRecord> AuditRecords => Set<AuditRecord>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    private IReadOnlyList<string> VisibleOrganizations => Tenancy.OrganizationUids;

    /// <summary>Rows of all organizations. For background work and the gateway, which act for no caller; never in a REST handler that answers one.</summary>
    public IQueryable<T> AcrossOrganizations<T>()
        where T : class =>
        Set<T>().IgnoreQueryFilters([TenancyFilter]);

    /// <summary>
    /// The only way to write: one transaction, with the provider's write gate held, saved and committed at the end.
    /// The work must await nothing but this database.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var gate = await this.GetService<IDialect>().EnterWriteAsync(cancellation);
        await using var transaction = await Database.BeginTransactionAsync(cancellation);
        var result = await work(cancellation);
        await SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<CancellationToken, Task> work, CancellationToken cancellation) =>
        WriteAsync(
            async token =>
            {
                await work(token);
                return true;
            },
            cancellation);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PlacardDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.ClrType.IsAssignableTo(typeof(IOrganizationOwned)))
            {
                Filter(modelBuilder, entity.ClrType, nameof(FilterOwned));
            }
            else if (entity.ClrType.IsAssignableTo(typeof(IMaybeOrganizationOwned)))
            {
                Filter(modelBuilder, entity.ClrType, nameof(FilterMaybeOwned));
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            }
        }
    }

    private void Filter(ModelBuilder model, Type type, string method) =>
        typeof(PlacardDbContext)
            .GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
            .MakeGenericMethod(type)
            .Invoke(this, [model]);

    private void FilterOwned<T>(ModelBuilder model)
        where T : class, IOrganizationOwned =>
        model.Entity<T>().HasQueryFilter(TenancyFilter, row => VisibleOrganizations.Contains(row.OrganizationUid));

    private void FilterMaybeOwned<T>(ModelBuilder model)
        where T : class, IMaybeOrganizationOwned =>
        model.Entity<T>().HasQueryFilter(TenancyFilter, row => VisibleOrganizations.Contains(row.OrganizationUid!));

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value,
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

/// <summary>A key of the Data Protection ring, when the ring lives in the database.</summary>
public sealed class ProtectionKey
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}
