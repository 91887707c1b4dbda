using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data.Auditing;
using Placard.Data.Jobs;
using Placard.Domain;

namespace Placard.Data;

public static class DataServices
{
    /// <summary>Registers the pooled contexts over the dialect that the host chose.</summary>
    public static IServiceCollection AddPlacardData(this IServiceCollection services, Func<IServiceProvider, IDialect> dialect)
    {
        services.AddSingleton(dialect);
        services.AddSingleton<Uids>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<JobRows>();
        services.AddSingleton<AuditInterceptor>();
        services.AddPooledDbContextFactory<PlacardDbContext>((provider, options) =>
        {
            provider.GetRequiredService<IDialect>().Configure(options);
            options.AddInterceptors(provider.GetRequiredService<AuditInterceptor>());
        });
        services.AddSingleton<Database>();
        return services;
    }
}

/// <summary>Opens contexts for work that no caller stands behind. REST handlers get theirs from the request.</summary>
public sealed class Database(IDbContextFactory<PlacardDbContext> factory, IDialect dialect)
{
    public IDialect Dialect => dialect;

    /// <summary>A context that sees no organization's rows unless it asks for them by <see cref="PlacardDbContext.AcrossOrganizations{T}"/>.</summary>
    public PlacardDbContext Open(Tenancy? tenancy = null, Actor? actor = null)
    {
        var db = factory.CreateDbContext();
        db.Tenancy = tenancy ?? Tenancy.None;
        db.Actor = actor ?? Actor.Server;
        return db;
    }

    public async Task<T> ReadAsync<T>(Func<PlacardDbContext, Task<T>> work)
    {
        await using var db = Open();
        return await work(db);
    }

    public async Task<T> WriteAsync<T>(Func<PlacardDbContext, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        await using var db = Open();
        return await db.WriteAsync(token => work(db, token), cancellation);
    }

    public async Task WriteAsync(Func<PlacardDbContext, CancellationToken, Task> work, CancellationToken cancellation)
    {
        await using var db = Open();
        await db.WriteAsync(token => work(db, token), cancellation);
    }
}
