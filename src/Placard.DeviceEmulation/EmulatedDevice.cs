using System.Text;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Channel;
using Placard.DeviceEmulation.Commands;
using Placard.DeviceEmulation.Offline;
using Placard.DeviceEmulation.Policies;
using Placard.DeviceEmulation.Scheduling;
using Placard.DeviceEmulation.Screenshots;
using Placard.DeviceEmulation.State;
using Placard.DeviceEmulation.Telemetry;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation;

/// <summary>
/// A signage device as a program: speaks the Core App channel as the official emulator does, obeys commands, reports telemetry, takes screenshots.
/// Start it, await what it should become, dispose it.
/// </summary>
public sealed partial class EmulatedDevice : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _verification = new();
    private readonly bool _ownsRuntime;
    private readonly DeviceConnection _front;
    private readonly DeviceConnection _management;
    private Task _life = Task.CompletedTask;
    private long _responses;
    private string? _lastHash;
    private int _started;
    private int _stopped;

    /// <param name="runtime">Shared by several devices; without one the device makes and disposes its own, with the system's clock.</param>
    public EmulatedDevice(EmulatedDeviceOptions options, EmulationRuntime? runtime = null)
    {
        Options = options;
        _ownsRuntime = runtime is null;
        Runtime = runtime ?? new EmulationRuntime(TimeProvider.System);
        Sequence = new SeededSequence(options.Seed ^ (ulong)StableHash.Of(options.Duid));
        SessionUid = options.SessionUid;
        Http = Runtime.Network.ClientOf(options.LocalAddress);
        State = new DeviceState(options.Profile);
        History = new DeviceHistory(options.HistoryLimit);
        Facts = new DeviceFacts(this);
        Commands = new CommandRunner(this);
        TelemetryReporter = new TelemetryReporter(this);
        Policies = new PolicyEngine(this);
        SystemLogs = new SystemLogs(this);
        Screenshots = new ScreenshotTaker(this);
        ConfigurationPoll = new ConfigurationPoll(this);
        _front = new DeviceConnection(this, ConnectionNames.Front, CommandRegistry.All.AnnouncedBy(options, ConnectionNames.Front));
        _management = new DeviceConnection(this, ConnectionNames.Management, CommandRegistry.All.AnnouncedBy(options, ConnectionNames.Management));
    }

    public EmulatedDeviceOptions Options { get; }

    public EmulationRuntime Runtime { get; }

    public string Duid => Options.Duid;

    public DeviceState State { get; }

    public DeviceHistory History { get; }

    /// <summary>Session id of the last log-in, as the official emulator keeps it in a cookie; set it to make the next log-in use it.</summary>
    public string? SessionUid { get; set; }

    /// <summary>The hash on the screen while the device waits to be paired; null when verified or not connected yet.</summary>
    public string? VerificationHash { get; private set; }

    public bool IsVerified { get; private set; }

    /// <summary>True between <see cref="Disconnect"/> and <see cref="Reconnect"/>.</summary>
    public bool IsHeldOffline => !Online.IsOpen;

    /// <summary>The last configuration document.</summary>
    public DeviceConfiguration? Configuration => ConfigurationPoll.Current;

    internal HttpClient Http { get; }

    internal ChangeSignal Signal { get; } = new();

    internal OnlineGate Online { get; } = new();

    internal SeededSequence Sequence { get; }

    internal DeviceFacts Facts { get; }

    internal CommandRunner Commands { get; }

    internal TelemetryReporter TelemetryReporter { get; }

    internal PolicyEngine Policies { get; }

    internal SystemLogs SystemLogs { get; }

    internal ScreenshotTaker Screenshots { get; }

    internal ConfigurationPoll ConfigurationPoll { get; }

    internal CancellationToken Stopping => _stop.Token;

    /// <summary>Begins its life: configuration, two connections, everything after.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
        {
            return;
        }

        SystemLogs.Start();
        OfflineSpellPlan.Start(this);
        _life = Task.WhenAll(ConfigurationPoll.RunAsync(_stop.Token), _front.RunAsync(_stop.Token), _management.RunAsync(_stop.Token));
    }

    /// <summary>Closes both connections politely and ends.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            await _life;
            return;
        }

        await _stop.CancelAsync();
        Online.Open();
        await _life;
        if (IsVerified)
        {
            Runtime.Counters.Add(Count.VerifiedDevices, -1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsRuntime)
        {
            Runtime.Dispose();
        }
    }

    public ConnectionPhase Phase(string connection) => Connection(connection).Phase;

    /// <summary>Why the last session of a connection ended.</summary>
    public string? LastEndReason(string connection) => Connection(connection).LastEndReason;

    /// <summary>How many sessions of a connection were authenticated since the device started.</summary>
    public int Sessions(string connection) => Connection(connection).AuthenticatedSessions;

    /// <summary>Actions sent on a connection that have no response yet.</summary>
    public int Unacknowledged(string connection) => Connection(connection).Outbox.Unacknowledged;

    /// <summary>Actions that wait for the next session of a connection.</summary>
    public int WaitingOffline(string connection) => Connection(connection).Outbox.Offline;

    /// <summary>Loses both connections until <see cref="Reconnect"/>.</summary>
    /// <param name="politely">With close frames; else as a pulled cable.</param>
    public void Disconnect(bool politely = false)
    {
        Online.Close();
        DropSessions("disconnected", TimeSpan.Zero, politely);
    }

    /// <summary>Ends an offline time, and the waits between sessions.</summary>
    public void Reconnect()
    {
        Online.Open();
        _front.Wake();
        _management.Wake();
    }

    /// <summary>Loses both connections once; they come back after the usual wait.</summary>
    public void DropConnections(bool politely = false) => DropSessions("dropped", reconnectAfter: null, politely);

    /// <summary>Sends any action, at least once.</summary>
    public void Dispatch(string type, JsonObject? fields = null, string connection = ConnectionNames.Management)
    {
        var action = fields ?? [];
        action["type"] = type;
        Connection(connection).Outbox.Dispatch(action);
    }

    /// <summary>Sends a telemetry record, changed or not.</summary>
    public void SendTelemetry(string type, JsonNode? data) => TelemetryReporter.Send(type, data);

    /// <summary>Sends text as it is, frame or not, in the present session.</summary>
    public Task SendRawAsync(string text, string connection = ConnectionNames.Management) =>
        Connection(connection).Session is { } session
            ? session.SendAsync(Encoding.UTF8.GetBytes(text))
            : throw new InvalidOperationException($"The {connection} connection has no session.");

    /// <summary>Draws, uploads and reports a screenshot.</summary>
    public Task TakeScreenshotAsync(CancellationToken cancellationToken = default) => Screenshots.TakeAsync(cancellationToken);
}
