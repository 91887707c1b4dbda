using System.Text.Json;
using System.Text.Json.Serialization;

namespace Placard.DeviceProtocol;

/// <summary>Payload of <see cref="FrameEvents.ClientAuthenticate"/>: who opens this connection and which actions it wants to receive.</summary>
/// <param name="Duid">The device's own identifier, as in the configuration URL.</param>
/// <param name="Name">Which part of the device speaks: <see cref="ConnectionNames"/>.</param>
/// <param name="Actions">Action types that this connection handles. Others must not be sent to it.</param>
public sealed record ClientAuthenticate(string? Duid, string? Name, IReadOnlyList<string>? Actions);

/// <summary>The two parts of a Core App, each with a connection of its own.</summary>
public static class ConnectionNames
{
    public const string Front = "front";
    public const string Management = "management";
}

/// <summary>Credentials inside <see cref="ChannelActions.AuthenticateDevice"/>.</summary>
public sealed record DeviceCredentials(string? Identity);

/// <summary><see cref="ChannelActions.AuthenticateDevice"/>: 0 = identity is a stored session id, 1 = identity is the duid.</summary>
public sealed record AuthenticateDevice(DeviceCredentials? Credentials, int? AuthenticationType);

/// <summary><see cref="ChannelActions.RegisterDevice"/>: an unknown device introduces itself.</summary>
public sealed record RegisterDevice(string? Uid, string? ApplicationType, AutoVerification? AutoVerification);

/// <summary>Wish of a registering device to join an organization by itself.</summary>
public sealed record AutoVerification(string? OrganizationUid, string? DeviceName);

/// <summary>Why <see cref="ChannelActions.AuthenticationFailed"/> was sent.</summary>
public enum AuthenticationFailure
{
    MissingSession = 0,
    MissingDevice = 1,
    MissingAccount = 2,
    CreatingSession = 3,
    CommandFailed = 4,
}

/// <summary>Why <see cref="ChannelActions.DeviceRegistrationFailed"/> was sent.</summary>
public enum RegistrationFailure
{
    AlreadyExists = 0,
    InvalidDeviceUid = 1,
    CommandFailed = 2,
    InvalidOrganizationUid = 3,
}

/// <summary>Numbers of power actions on the wire.</summary>
public enum PowerType
{
    AppRestart = 0,
    SystemReboot = 1,
    AppletReload = 2,
    AppletRefresh = 3,
    DisplayPowerOn = 4,
    DisplayPowerOff = 5,
    BackupRestart = 6,
    AppletEnable = 7,
    AppletDisable = 8,
    FileSystemWipeout = 9,
    ReapplyPolicy = 10,
}

/// <summary>The document at <c>{base}/configuration/{duid}</c>. A null member is left out.</summary>
public sealed record DeviceConfiguration
{
    /// <summary>Any change of it makes the device reconnect.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>The device connects to this + <c>/v2/</c>.</summary>
    public required string PlatformUri { get; init; }

    /// <summary><c>ws</c> or <c>http</c>.</summary>
    public required string SocketDriver { get; init; }

    public required string StaticBaseUrl { get; init; }

    public required string UploadBaseUrl { get; init; }

    public string? WeinreUri { get; init; }

    public string? ExtendedManagementUrl { get; init; }

    /// <summary>Always <c>platform</c>: with <c>open</c> a device ignores server control.</summary>
    public required string SubscriptionType { get; init; }

    /// <summary>How often the device asks for this document, ms.</summary>
    public required int CheckInterval { get; init; }

    /// <summary>Telemetry key to interval in ms. A device takes the map as it is, so one that lacks a key silences that type; null leaves it to the device's own defaults.</summary>
    public IReadOnlyDictionary<string, long>? TelemetryIntervals { get; init; }

    public IReadOnlyDictionary<string, bool>? FeatureFlags { get; init; }
}

/// <summary>Answer of <c>POST http-socket/session</c>. The rest of the session sends <c>X-Auth: id:secret</c>.</summary>
public sealed record PollingSession(string Id, string Secret, string ExpireAt);

/// <summary>Answer of the upload end point.</summary>
public sealed record UploadedFile(string Uri);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeviceFrame))]
[JsonSerializable(typeof(IReadOnlyList<DeviceFrame>))]
[JsonSerializable(typeof(List<DeviceFrame>))]
[JsonSerializable(typeof(ClientAuthenticate))]
[JsonSerializable(typeof(AuthenticateDevice))]
[JsonSerializable(typeof(RegisterDevice))]
[JsonSerializable(typeof(DeviceConfiguration))]
[JsonSerializable(typeof(PollingSession))]
[JsonSerializable(typeof(UploadedFile))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class DeviceProtocolJson : JsonSerializerContext;
