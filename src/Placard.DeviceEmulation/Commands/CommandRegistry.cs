using System.Collections.Concurrent;
using System.Collections.Frozen;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>All commands of the emulation, found once in this assembly.</summary>
internal sealed class CommandRegistry
{
    private static readonly string[] LoginActions =
    [
        ChannelActions.SessionCreated,
        ChannelActions.AuthenticationSucceed,
        ChannelActions.AuthenticationFailed,
        ChannelActions.DeviceRegistrationSucceed,
        ChannelActions.DeviceRegistrationFailed,
        ChannelActions.VerificationHashCreated,
        ChannelActions.VerificationSucceed,
    ];

    private readonly FrozenDictionary<string, IDeviceCommand> _commands;

    // One list for all devices that announce the same: a swarm has few different ones.
    private readonly ConcurrentDictionary<(Part Part, bool Extensions), IReadOnlyList<string>> _announced = new();

    private CommandRegistry(IEnumerable<IDeviceCommand> commands) =>
        _commands = commands.ToFrozenDictionary(command => command.Type, StringComparer.Ordinal);

    public static CommandRegistry All { get; } = new(
        typeof(CommandRegistry).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IDeviceCommand)))
            .Select(type => (IDeviceCommand)Activator.CreateInstance(type)!));

    public IDeviceCommand? Find(string type) => _commands.GetValueOrDefault(type);

    /// <summary>The action list that a connection sends when it opens.</summary>
    public IReadOnlyList<string> AnnouncedBy(EmulatedDeviceOptions options, string connection)
    {
        var part = PartOf(connection);
        var announced = _announced.GetOrAdd((part, options.Extensions), key => [.. LoginActions, .. TypesOf(key.Part, key.Extensions)]);
        return options.MissingActions is { Count: > 0 } missing ? [.. announced.Where(type => !missing.Contains(type))] : announced;
    }

    public static Part PartOf(string connection) => connection == ConnectionNames.Front ? Part.Front : Part.Management;

    private IEnumerable<string> TypesOf(Part part, bool extensions) =>
        _commands.Values
            .Where(command => command.Parts.HasFlag(part) && (extensions || !command.IsExtension))
            .Select(command => command.Type)
            .Order(StringComparer.Ordinal);
}
