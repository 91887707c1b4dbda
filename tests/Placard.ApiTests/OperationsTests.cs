using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Placard.Api.Tenancy;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

public sealed class OperationsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly PlacardServer _server = shared.Server;

    [Fact]
    public void Every_operation_has_a_name_of_its_own_and_a_known_state()
    {
        Assert.Equal(Operation.All.Count, Operation.All.Select(operation => operation.Name).Distinct().Count());
        Assert.Equal(Operation.All.Count, Operation.All.Select(operation => operation.Key).Distinct().Count());
        Assert.All(Operation.All, operation => Assert.Contains(operation.State, new[] { "done", "open", "later" }));
    }

    [Fact]
    public void What_is_marked_done_is_routed_and_nothing_else_is()
    {
        var routed = Routes().Select(route => route.Key).Order().ToArray();
        var listed = Operation.Done
            .SelectMany(operation => operation.Aliases.Select(alias => alias.Contains(' ') ? alias : $"{operation.Method} {alias}").Append(operation.Key))
            .Order()
            .ToArray();

        Assert.Equal(listed, routed);
    }

    [Fact]
    public void Routes_carry_the_names_and_roles_that_are_listed()
    {
        var routes = Routes().ToDictionary(route => route.Key);

        Assert.All(Operation.Done, operation =>
        {
            var (_, name, access) = routes[operation.Key];
            Assert.Equal(operation.Name, name);
            Assert.Equal(operation.Role, access is null or { Auth: Auth.None } ? "-" : access.Role.ToString().ToLowerInvariant());
        });
    }

    [Fact]
    public void Routes_have_the_scopes_and_credentials_that_are_listed()
    {
        var routes = Routes().ToDictionary(route => route.Key);
        var listed = Operation.Done.Where(operation => operation.Role != "-")
            .Select(operation => (operation.Name, operation.Scope, IsForAccountsOnly: operation.Auth == "account"));
        var routed = Operation.Done.Where(operation => operation.Role != "-")
            .Select(operation => (operation.Name, Access: routes[operation.Key].Access!))
            .Select(route => (route.Name, route.Access.Ownership.ToString().ToLowerInvariant(), route.Access.Auth == Auth.Account));

        Assert.Equal(listed, routed);
    }

    [Fact]
    public async Task The_documentation_has_the_roles_that_are_listed()
    {
        var file = Path.Combine(Repository(), "docs", "roles.md");
        var table = RoleTable.Render();
        if (Environment.GetEnvironmentVariable("PLACARD_WRITE_ROLES") == "1")
        {
            await File.WriteAllTextAsync(file, table);
        }

        Assert.True(File.Exists(file) && table == await File.ReadAllTextAsync(file), "Run scripts/write-roles and commit docs/roles.md.");
    }

    [Fact]
    public void Every_operation_says_what_it_asks_of_its_caller() =>
        Assert.All(Routes(), route => Assert.NotNull(route.Access));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Placard.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private IEnumerable<(string Key, string? Name, Access? Access)> Routes() =>
        from endpoint in _server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{**", "{", StringComparison.Ordinal)
        where path.StartsWith("/v1", StringComparison.Ordinal) || path.StartsWith("/v2", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select ($"{method} {path}", endpoint.Metadata.GetMetadata<EndpointNameMetadata>()?.EndpointName, endpoint.Metadata.GetMetadata<Access>());
}

/// <summary>One server for the tests of a class.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public PlacardServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PlacardServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
