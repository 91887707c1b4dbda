using System.Reflection;
using System.Runtime.CompilerServices;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Microsoft.AspNetCore.Http;
using Xunit;
using Assembly = System.Reflection.Assembly;

namespace Placard.ArchitectureTests;

public sealed class DependencyTests
{
    // What each project may reference of ours; Server references all.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Placard.DeviceProtocol"] = [],
        ["Placard.Messaging"] = [],
        ["Placard.Storage"] = ["Placard.Domain"],
        ["Placard.Domain"] = ["Placard.DeviceProtocol"],
        ["Placard.Data"] = ["Placard.Domain"],
        ["Placard.Data.Sqlite"] = ["Placard.Data", "Placard.Domain"],
        ["Placard.Data.PostgreSql"] = ["Placard.Data", "Placard.Domain"],
        ["Placard.DeviceCommands"] = ["Placard.Domain", "Placard.Data", "Placard.Messaging"],
        ["Placard.DeviceGateway"] = ["Placard.DeviceProtocol", "Placard.Domain", "Placard.Data", "Placard.Messaging", "Placard.Storage", "Placard.DeviceCommands"],
        ["Placard.Api"] = ["Placard.DeviceProtocol", "Placard.Domain", "Placard.Data", "Placard.Messaging", "Placard.Storage", "Placard.DeviceCommands"],
        ["Placard.Workers"] = ["Placard.DeviceProtocol", "Placard.Domain", "Placard.Data", "Placard.Messaging", "Placard.Storage", "Placard.DeviceCommands"],
        ["Placard.DeviceEmulation"] = ["Placard.DeviceProtocol"],
    };

    private static readonly Assembly[] Assemblies = [.. Allowed.Keys.Select(Assembly.Load), typeof(Server.Program).Assembly];

    private static readonly Architecture Architecture = new ArchLoader().LoadAssemblies([.. Assemblies, typeof(HttpContext).Assembly]).Build();

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        foreach (var (name, allowed) in Allowed)
        {
            var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!).Where(reference => reference.StartsWith("Placard.", StringComparison.Ordinal));
            Assert.Empty(references.Except(allowed).Select(reference => $"{name} -> {reference}"));
        }
    }

    [Fact]
    public void Providers_stay_in_their_projects()
    {
        foreach (var assembly in Assemblies.Where(assembly => !assembly.GetName().Name!.StartsWith("Placard.Data.", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference => reference.Name is "Npgsql" or "Microsoft.Data.Sqlite" or "Npgsql.EntityFrameworkCore.PostgreSQL" or "Microsoft.EntityFrameworkCore.Sqlite");
        }
    }

    [Fact]
    public void Only_the_edges_know_of_http_contexts()
    {
        var rule = ArchRuleDefinition.Types().That()
            .ResideInNamespaceMatching(@"^Placard\.(Domain|Data|DeviceCommands|Messaging|Storage|DeviceProtocol|DeviceEmulation|Workers|Api\.Features|DeviceGateway\.(Sessions|Ingest|Commands|Presence))")
            .Should().NotDependOnAny(typeof(HttpContext));

        Assert.True(rule.HasNoViolations(Architecture), string.Join('\n', rule.Evaluate(Architecture).Where(result => !result.Passed).Select(result => result.Description)));
    }

    [Fact]
    public void Nothing_static_changes()
    {
        var fields =
            from type in Types()
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute)) && !field.Name.StartsWith('<')
            select $"{type.FullName}.{field.Name}";

        Assert.Empty(fields);
    }

    [Fact]
    public void Names_say_what_a_type_does() =>
        Assert.Empty(Types().Where(type => type.Name.EndsWith("Manager", StringComparison.Ordinal) || type.Name.EndsWith("Helper", StringComparison.Ordinal)
            || type.Name.EndsWith("Util", StringComparison.Ordinal) || type.Name.EndsWith("Base", StringComparison.Ordinal)).Select(type => type.FullName));

    // Source generators have ways of their own.
    private static IEnumerable<System.Type> Types() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Placard.", StringComparison.Ordinal) == true && !type.Name.Contains('<')
            && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)) && !type.IsAssignableTo(typeof(System.Text.Json.Serialization.JsonSerializerContext))
            && type.DeclaringType?.Name.Contains('<') != true);
}
