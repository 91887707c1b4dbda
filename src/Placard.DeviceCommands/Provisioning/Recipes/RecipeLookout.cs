using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Placard.Data;
using Placard.Domain.Provisioning;

namespace Placard.DeviceCommands.Provisioning.Recipes;

/// <summary>
/// Brings devices of nobody and waiting recipes together, beside whoever noticed that there may be something to do. What a node did not come to
/// before it stopped is found when one starts, and what failed is tried again.
/// </summary>
public sealed partial class RecipeLookout(Database database, RecipeApplication application, TimeProvider time, ILogger<RecipeLookout> logger) : BackgroundService
{
    private const int Concurrency = 2;
    private const int MostAttempts = 5;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Channel<Look> _looks = Channel.CreateUnbounded<Look>();

    // A device waits in line once, however often it says who it is.
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    /// <summary>The device said who it is, or may be taken again.</summary>
    public void LookAt(string deviceUid)
    {
        if (_waiting.TryAdd(deviceUid, true))
        {
            _looks.Writer.TryWrite(new(deviceUid, null, []));
        }
    }

    /// <summary>A recipe with these keys came, changed or went.</summary>
    public void LookFor(params IEnumerable<string?> keys) => _looks.Writer.TryWrite(new(null, null, [.. keys.OfType<string>().Distinct()]));

    /// <summary>Many recipes of the organization came, or it began to let devices in.</summary>
    public void LookForAll(string organizationUid) => _looks.Writer.TryWrite(new(null, organizationUid, []));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await SafelyAsync(new(null, null, []), () => LookForEveryoneAsync(stoppingToken), stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var look in _looks.Reader.ReadAllAsync(cancellation))
            {
                await SafelyAsync(look, () => DoAsync(look, cancellation), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task DoAsync(Look look, CancellationToken cancellation)
    {
        if (look.DeviceUid is { } deviceUid)
        {
            // Before the look: what the device says from here on is another one.
            _waiting.TryRemove(deviceUid, out _);
            await application.ApplyAsync(deviceUid, cancellation);
            return;
        }

        await using var db = database.Open();
        var found = look.OrganizationUid is { } organizationUid
            ? OfOrganization(db, organizationUid)
            : db.WaitingIdentities.Where(identity => EF.Parameter(look.Keys).Contains(identity.Key)).Select(identity => identity.DeviceUid);
        await foreach (var uid in found.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            LookAt(uid);
        }
    }

    private async Task LookForEveryoneAsync(CancellationToken cancellation)
    {
        var open = await database.ReadAsync(db => db.Organizations.Where(organization => organization.BulkProvisioning)
            .Select(organization => organization.Uid).ToListAsync(cancellation));
        open.ForEach(LookForAll);
    }

    private static IQueryable<string> OfOrganization(PlacardDbContext db, string organizationUid)
    {
        var recipes = db.AcrossOrganizations<ProvisioningRecipe>()
            .Where(recipe => recipe.OrganizationUid == organizationUid && recipe.Status == RecipeStatus.Pending);
        var bySerialNumber = recipes.Join(db.WaitingIdentities, recipe => recipe.SerialNumberKey, identity => identity.Key, (_, identity) => identity.DeviceUid);
        return bySerialNumber.Union(
            recipes.Join(db.WaitingIdentities, recipe => recipe.MacAddressKey, identity => identity.Key, (_, identity) => identity.DeviceUid));
    }

    private async Task SafelyAsync(Look look, Func<Task> work, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (look.Attempts + 1 < MostAttempts)
        {
            Log.TriedAgain(logger, exception, look.DeviceUid ?? look.OrganizationUid);
            _ = AgainAsync(look with { Attempts = look.Attempts + 1 }, cancellation);
        }
        catch (Exception exception)
        {
            Log.GivenUp(logger, exception, look.DeviceUid ?? look.OrganizationUid);
        }
    }

    private async Task AgainAsync(Look look, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(RetryAfter, time, cancellation);
            _looks.Writer.TryWrite(look);
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    private sealed record Look(string? DeviceUid, string? OrganizationUid, IReadOnlyList<string> Keys, int Attempts = 0);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Recipes for {Subject} could not be looked at; it is tried again.")]
        public static partial void TriedAgain(ILogger logger, Exception exception, string? subject);

        [LoggerMessage(Level = LogLevel.Error, Message = "Recipes for {Subject} could not be looked at; it is not tried again before the device says who it is.")]
        public static partial void GivenUp(ILogger logger, Exception exception, string? subject);
    }
}
