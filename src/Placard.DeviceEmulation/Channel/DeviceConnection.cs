using Placard.DeviceEmulation.Scheduling;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary>One of the two connections of a device: opens sessions one after the other, with waits between them.</summary>
internal sealed class DeviceConnection
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly EmulatedDevice _device;
    private readonly ReconnectBackOff _backOff;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _session;
    private CancellationTokenSource? _pause;
    private IChannelTransport? _transport;
    private string? _endReason;
    private TimeSpan? _reconnectAfter;
    private bool _intended;
    private int _sessions;
    private ScheduledCall? _handshakeLimit;

    public DeviceConnection(EmulatedDevice device, string name, IReadOnlyList<string> announcedActions)
    {
        _device = device;
        Name = name;
        AnnouncedActions = announcedActions;
        Outbox = new Outbox(device, name);
        _backOff = new ReconnectBackOff(device.Options.Timings, device.Sequence);
    }

    public string Name { get; }

    public IReadOnlyList<string> AnnouncedActions { get; }

    public Outbox Outbox { get; }

    public ChannelSession? Session { get; private set; }

    public ConnectionPhase Phase { get; private set; }

    public int AuthenticatedSessions { get; private set; }

    public string? LastEndReason { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _device.Online.WaitAsync(stop);
                var configuration = await _device.ConfigurationPoll.KnownAsync(stop);
                var good = await RunSessionAsync(configuration, stop);
                await PauseAsync(good, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Ends the session with a close frame and, if the server does not answer it, without.</summary>
    public void Close(int code, string reason, TimeSpan? reconnectAfter = null) => _ = EndAsync(reason, reconnectAfter, code);

    /// <summary>Ends the session as a pulled cable does: the server is told nothing.</summary>
    public void Abort(string reason, TimeSpan? reconnectAfter = null) => _ = EndAsync(reason, reconnectAfter, code: null);

    /// <summary>Ends the wait for the next session.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _ = _pause?.CancelAsync();
        }
    }

    public void SessionOpened(ChannelSession session)
    {
        Outbox.SessionOpened(session);
        Enter(ConnectionPhase.Connected);
    }

    public void Authenticated()
    {
        _handshakeLimit?.Cancel();
        if (Phase >= ConnectionPhase.Authenticated)
        {
            return;
        }

        _device.Runtime.Counters.Add(Count.Connects);
        _device.Runtime.Counters.Add(Count.OpenSessions);
        if (AuthenticatedSessions++ > 0)
        {
            _device.Runtime.Counters.Add(Count.Reconnects);
        }

        Enter(ConnectionPhase.Authenticated);
        Outbox.SessionAuthenticated();
        _device.OnAuthenticated(this);
    }

    public void Verified()
    {
        if (Phase == ConnectionPhase.Authenticated)
        {
            Enter(ConnectionPhase.Verified);
            _device.OnVerified(this);
        }
    }

    /// <summary>The device lost its verification while the session goes on.</summary>
    public void Unverified()
    {
        if (Phase == ConnectionPhase.Verified)
        {
            Enter(ConnectionPhase.Authenticated);
        }
    }

    private async Task<bool> RunSessionAsync(DeviceConfiguration configuration, CancellationToken stop)
    {
        using var cancel = new CancellationTokenSource();
        await using var transport = _device.OpenTransport(configuration);
        var session = new ChannelSession(_device, this, transport, ++_sessions, cancel.Token);
        lock (_gate)
        {
            (_session, _transport, _endReason, _reconnectAfter, _intended) = (cancel, transport, null, null, false);
        }

        Session = session;
        Enter(ConnectionPhase.Connecting);
        _handshakeLimit = _device.Runtime.Scheduler.After(_device.Options.Timings.HandshakeTimeout, () => Abort("handshake timed out"));
        await using var stopping = stop.UnsafeRegister(static state => ((DeviceConnection)state!).Close(1001, "device stops"), this);
        string reason;
        try
        {
            reason = await session.RunAsync();
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException || NetworkFailure.Is(error))
        {
            reason = error.Message;
        }

        return SessionEnded(session, reason);
    }

    private bool SessionEnded(ChannelSession session, string reason)
    {
        _handshakeLimit?.Cancel();
        bool intended;
        lock (_gate)
        {
            reason = _endReason ?? reason;
            intended = _intended;
            (_session, _transport) = (null, null);
        }

        session.End();
        Session = null;
        LastEndReason = reason;
        var good = Phase >= ConnectionPhase.Authenticated;
        if (good)
        {
            _device.Runtime.Counters.Add(Count.OpenSessions, -1);
            if (!intended)
            {
                _device.Runtime.Counters.Add(Count.Drops);
            }
        }
        else
        {
            _device.Runtime.Counters.Add(Count.ConnectFailures);
        }

        Outbox.SessionEnded();
        Enter(ConnectionPhase.Disconnected);
        _device.OnDisconnected(this, reason, good);
        return good;
    }

    private async Task PauseAsync(bool afterGoodSession, CancellationToken stop)
    {
        var wait = _backOff.Next(afterGoodSession);
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stop);
        lock (_gate)
        {
            wait = _reconnectAfter ?? wait;
            _pause = pause;
        }

        try
        {
            await _device.Runtime.Scheduler.Delay(wait, pause.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Woken: connect now.
        }
        finally
        {
            lock (_gate)
            {
                _pause = null;
            }
        }
    }

    private async Task EndAsync(string reason, TimeSpan? reconnectAfter, int? code)
    {
        IChannelTransport? transport;
        CancellationTokenSource? cancel;
        lock (_gate)
        {
            (transport, cancel) = (_transport, _session);
            if (cancel is null)
            {
                return;
            }

            _endReason ??= reason;
            _reconnectAfter ??= reconnectAfter;
            _intended |= code is not null || reconnectAfter is not null || _device.IsHeldOffline;
            if (code is null || Phase < ConnectionPhase.Connected)
            {
                // Not Cancel(): its callbacks would end the session inside the caller, which may hold a lock of it.
                _ = cancel.CancelAsync();
                return;
            }

            cancel.CancelAfter(ClosePatience);
        }

        try
        {
            await transport!.CloseAsync(code.Value, reason, cancel.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException || NetworkFailure.Is(error))
        {
            // It is closed then.
        }
    }

    private void Enter(ConnectionPhase phase)
    {
        Phase = phase;
        _device.Signal.Raise();
    }
}
