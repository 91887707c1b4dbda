namespace Placard.Domain;

/// <summary>How long history is kept. Configuration section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Devices may report things so much later, with their own time.</summary>
    public static readonly TimeSpan LatestReport = TimeSpan.FromDays(30);

    /// <summary>History of telemetry; the latest values stay.</summary>
    public TimeSpan Telemetry { get; init; } = TimeSpan.FromDays(90);

    /// <summary>System logs and other events of devices.</summary>
    public TimeSpan DeviceEvents { get; init; } = TimeSpan.FromDays(35);

    /// <summary>Commands to and from applets; older ones are in report files.</summary>
    public TimeSpan AppletCommands { get; init; } = TimeSpan.FromDays(3);

    public TimeSpan Screenshots { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Actions that are over; the newest of each kind and device stays.</summary>
    public TimeSpan FinishedActions { get; init; } = TimeSpan.FromDays(180);

    /// <summary>When devices were connected: how far uptime and offline ranges look back.</summary>
    public TimeSpan Connections { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Daily report files.</summary>
    public TimeSpan Reports { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Files that a device uploaded and never referred to.</summary>
    public TimeSpan Uploads { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Pairings by hash that are over.</summary>
    public TimeSpan Verifications { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Who changed what.</summary>
    public TimeSpan AuditRecords { get; init; } = TimeSpan.FromDays(730);

    /// <summary>Background work that is over.</summary>
    public TimeSpan FinishedJobs { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Builds of an applet's version that a newer one replaced: a device may still download one.</summary>
    public TimeSpan ReplacedBuilds { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Stored files that nothing refers to. An upload must be through within that time.</summary>
    public TimeSpan UnusedBlobs { get; init; } = TimeSpan.FromDays(1);

    /// <summary>All of them by name, to check.</summary>
    public IEnumerable<(string Name, TimeSpan Age)> All =>
    [
        (nameof(Telemetry), Telemetry), (nameof(DeviceEvents), DeviceEvents), (nameof(AppletCommands), AppletCommands), (nameof(Screenshots), Screenshots),
        (nameof(FinishedActions), FinishedActions), (nameof(Connections), Connections), (nameof(Reports), Reports), (nameof(Uploads), Uploads),
        (nameof(Verifications), Verifications), (nameof(AuditRecords), AuditRecords), (nameof(FinishedJobs), FinishedJobs), (nameof(ReplacedBuilds), ReplacedBuilds), (nameof(UnusedBlobs), UnusedBlobs),
    ];
}
