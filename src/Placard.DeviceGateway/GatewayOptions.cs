namespace Placard.DeviceGateway;

/// <summary>Limits and times of the device gateway. Configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Whether devices may speak the Core App channel at all. It trusts whoever knows a duid: see SECURITY.md.</summary>
    public bool CoreAppChannel { get; init; } = true;

    public int MaxFrameBytes { get; init; } = 1024 * 1024;

    public int MaxPollingBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>More than this for <see cref="FloodSeconds"/> seconds ends a session.</summary>
    public int FloodFramesPerSecond { get; init; } = 200;

    public int FloodSeconds { get; init; } = 10;

    /// <summary>How long a receive call of a polling device is held.</summary>
    public TimeSpan PollingHold { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A polling device is offline this long after its last call.</summary>
    public TimeSpan PollingLifetime { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>A frame that the device did not confirm for so long ends the session.</summary>
    public TimeSpan ReceiptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan PollingReceiptTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long either side waits for the receipt of a frame, by the driver of the session: then the server ends it, and the device sends again.</summary>
    public TimeSpan Patience(string driver) => driver == "http" ? PollingReceiptTimeout : ReceiptTimeout;

    /// <summary>How often due commands of connected devices are looked for, presence is written and dead nodes are buried.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A node without a heartbeat for so long is dead.</summary>
    public TimeSpan NodeLifetime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the content of a stored frame is remembered, to know its repetition.</summary>
    public TimeSpan FrameMemory { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Log-ins that may be worked on at once; the rest waits in line.</summary>
    public int ConcurrentLogIns { get; init; } = 32;

    public int FailedLogInsPerMinute { get; init; } = 120;

    public int RegistrationsPerMinute { get; init; } = 120;

    /// <summary>How often a device asks for its configuration document.</summary>
    public TimeSpan ConfigurationInterval { get; init; } = TimeSpan.FromSeconds(60);

    public long MaxScreenshotBytes { get; init; } = 10 * 1024 * 1024;

    public long MaxOfflineFileBytes { get; init; } = 8 * 1024 * 1024;

    public int UploadsPerMinute { get; init; } = 30;

    /// <summary>A screenshot must be announced so soon after its upload.</summary>
    public TimeSpan UploadLifetime { get; init; } = TimeSpan.FromMinutes(10);
}
