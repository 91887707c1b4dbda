using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Placard.TestKit;

/// <summary>How a test wants its server.</summary>
public sealed record PlacardServerSetup
{
    public DatabaseKind Database { get; init; } = DatabaseKind.Sqlite;

    /// <summary>The clock that the server reads, if the test turns it.</summary>
    public FakeTimeProvider? Time { get; init; }

    /// <summary>Settings by their names in appsettings.json, such as <c>Quota:PermitsPerSecond</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Environment variables that only this server sees.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Replaces services of the real server.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Keeps the middleware of the quota on, and its limits out of the way of tests that are not about them.</summary>
    public bool RaiseQuota { get; init; } = true;
}
