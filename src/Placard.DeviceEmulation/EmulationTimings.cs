namespace Placard.DeviceEmulation;

/// <summary>Every wait of a device. The defaults are those of the official emulator; <see cref="Fast"/> is for tests.</summary>
public sealed record EmulationTimings
{
    /// <summary>Waits of milliseconds, for tests with the real clock.</summary>
    public static EmulationTimings Fast { get; } = new()
    {
        ConfigurationInterval = TimeSpan.FromSeconds(1),
        ConfigurationRetry = TimeSpan.FromMilliseconds(100),
        ReconnectMinimum = TimeSpan.FromMilliseconds(100),
        ReconnectMaximum = TimeSpan.FromSeconds(1),
        PollMinimum = TimeSpan.FromMilliseconds(20),
        PollMaximum = TimeSpan.FromMilliseconds(200),
        TelemetryDelay = TimeSpan.Zero,
        TelemetryAfterChange = TimeSpan.FromMilliseconds(20),
        RestartDuration = TimeSpan.FromMilliseconds(100),
        DeprovisionRebootDelay = TimeSpan.FromMilliseconds(100),
        FirmwareUpgradeDuration = TimeSpan.FromMilliseconds(200),
        OfflineUploadInterval = TimeSpan.FromMilliseconds(200),
    };

    /// <summary>How often the configuration document is asked for; null takes its own <c>checkInterval</c>, at least 20 s.</summary>
    public TimeSpan? ConfigurationInterval { get; init; }

    /// <summary>First wait after a failed configuration request; doubles up to 45 times itself.</summary>
    public TimeSpan ConfigurationRetry { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan ConfigurationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From opening a connection until it is authenticated.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan ReconnectMinimum { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ReconnectMaximum { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Part of a reconnect wait that is random, 0 to 1, so that a fleet does not come back as one.</summary>
    public double ReconnectJitter { get; init; } = 0.2;

    /// <summary>Frame-level <c>{"type":"ping"}</c> on each WebSocket; also the time in which the pong must come.</summary>
    public TimeSpan SocketPingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>Web.Application.Ping</c> of the management connection.</summary>
    public TimeSpan ApplicationPingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An action without response is sent again after this; null means 30 s over WebSocket and 90 s over polling.</summary>
    public TimeSpan? ResendAfter { get; init; }

    public TimeSpan PollMinimum { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan PollMaximum { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>First telemetry after start; null means 20 to 30 s.</summary>
    public TimeSpan? TelemetryDelay { get; init; }

    /// <summary>From a setting that succeeded to its telemetry; a device keeps it below half a second.</summary>
    public TimeSpan TelemetryAfterChange { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Divides all telemetry intervals: 60 makes ten minutes ten seconds.</summary>
    public double TelemetrySpeedUp { get; init; } = 1;

    /// <summary>How long an application restart or reboot keeps the device away.</summary>
    public TimeSpan RestartDuration { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan DeprovisionRebootDelay { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan FirmwareUpgradeDuration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a power action waits for the response to its acknowledgement before it is carried out anyway.</summary>
    public TimeSpan PowerActionPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>DeviceAlive</c> system log of each part.</summary>
    public TimeSpan AliveLogInterval { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan OfflineUploadInterval { get; init; } = TimeSpan.FromSeconds(60);
}
