using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Scheduling;

namespace Placard.DeviceEmulation.Channel;

/// <summary>
/// What one connection sends: at least once. An action without response in time is sent again with a new responseUid; what could not be sent, or
/// was not acknowledged when the session ended, waits and is replayed in the next session with its time and an offline mark.
/// </summary>
internal sealed class Outbox(EmulatedDevice device, string connection)
{
    private const int OfflineLimit = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Outgoing> _unacknowledged = new(0, StringComparer.Ordinal);
    private readonly Queue<Outgoing> _offline = new(0);
    private ChannelSession? _session;
    private bool _authenticated;
    private long _sequence;
    private ScheduledCall? _resend;

    public int Unacknowledged
    {
        get
        {
            lock (_gate)
            {
                return _unacknowledged.Count;
            }
        }
    }

    public int Offline
    {
        get
        {
            lock (_gate)
            {
                return _offline.Count;
            }
        }
    }

    /// <summary>Sends an action or keeps it for the next session.</summary>
    public void Dispatch(JsonObject action) => Dispatch(action, keep: true, withoutAuthentication: false, acknowledged: null);

    /// <summary>Sends an action that means nothing later: pings. Lost when there is no session.</summary>
    public void DispatchNowOrNever(JsonObject action) => Dispatch(action, keep: false, withoutAuthentication: false, acknowledged: null);

    /// <summary>Sends an action of the log-in itself.</summary>
    public void DispatchOfLogin(JsonObject action) => Dispatch(action, keep: false, withoutAuthentication: true, acknowledged: null);

    /// <summary>Sends an action; the task answers whether this session got its response.</summary>
    public Task<bool> DispatchAndWaitAsync(JsonObject action)
    {
        var acknowledged = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Dispatch(action, keep: true, withoutAuthentication: false, acknowledged);
        return acknowledged.Task;
    }

    public void SessionOpened(ChannelSession session)
    {
        lock (_gate)
        {
            _session = session;
            _authenticated = false;
        }
    }

    /// <summary>Log-in succeeded: what waited is replayed in its order.</summary>
    public void SessionAuthenticated()
    {
        lock (_gate)
        {
            if (_session is null || _authenticated)
            {
                return;
            }

            _authenticated = true;
            while (_offline.TryDequeue(out var waiting))
            {
                Transmit(waiting);
            }
        }
    }

    public void SessionEnded()
    {
        List<Outgoing> lost = [];
        lock (_gate)
        {
            _session = null;
            _authenticated = false;
            _resend?.Cancel();
            _resend = null;
            foreach (var outgoing in _unacknowledged.Values.OrderBy(outgoing => outgoing.Sequence))
            {
                if (outgoing.Keep)
                {
                    KeepOffline(outgoing);
                }

                lost.Add(outgoing);
            }

            _unacknowledged.Clear();
        }

        foreach (var outgoing in lost)
        {
            outgoing.Acknowledged?.TrySetResult(false);
        }
    }

    public void Acknowledge(string responseUid)
    {
        Outgoing? outgoing;
        lock (_gate)
        {
            if (!_unacknowledged.Remove(responseUid, out outgoing))
            {
                return;
            }
        }

        device.Runtime.Counters.Add(Count.ActionsAcknowledged);
        outgoing.Acknowledged?.TrySetResult(true);
        device.Signal.Raise();
    }

    /// <summary>Forgets everything, as a device that lost its memory.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _offline.Clear();
        }
    }

    private void Dispatch(JsonObject action, bool keep, bool withoutAuthentication, TaskCompletionSource<bool>? acknowledged)
    {
        lock (_gate)
        {
            var outgoing = new Outgoing(action, keep, device.Runtime.Time.GetUtcNow(), acknowledged);
            if (_session is not null && (_authenticated || withoutAuthentication))
            {
                Transmit(outgoing);
            }
            else if (keep)
            {
                KeepOffline(outgoing);
                acknowledged?.TrySetResult(false);
            }
            else
            {
                acknowledged?.TrySetResult(false);
            }
        }

        device.Signal.Raise();
    }

    private void KeepOffline(Outgoing outgoing)
    {
        if (_offline.Count >= OfflineLimit)
        {
            return;
        }

        if (!outgoing.Action.ContainsKey("__offline"))
        {
            outgoing.Action["__offline"] = true;
            outgoing.Action["__dispatchedAt"] = DeviceTime.Iso(outgoing.DispatchedAt);
        }

        _offline.Enqueue(outgoing);
    }

    private void Transmit(Outgoing outgoing)
    {
        var session = _session!;
        var responseUid = device.NextResponseUid();
        outgoing.Sequence = _sequence++;
        outgoing.Attempts++;
        outgoing.SentAt = device.Runtime.Scheduler.Now;
        _unacknowledged[responseUid] = outgoing;
        device.Runtime.Counters.Add(outgoing.Attempts == 1 ? Count.ActionsSent : Count.ActionsResent);
        if (device.History.IsKept)
        {
            var type = (string?)outgoing.Action["type"] ?? "";
            device.History.Add(new SentAction(connection, session.Number, type, outgoing.Action.ToJsonString(), outgoing.Attempts, device.Runtime.Time.GetUtcNow()));
        }

        session.Send(WireText.Action(outgoing.Action, responseUid));
        _resend ??= device.Runtime.Scheduler.After(session.ResendAfter, ResendDue);
    }

    private void ResendDue()
    {
        lock (_gate)
        {
            _resend = null;
            if (_session is not { } session)
            {
                return;
            }

            var now = device.Runtime.Scheduler.Now;
            var due = _unacknowledged.Where(pair => pair.Value.SentAt + session.ResendAfter <= now).OrderBy(pair => pair.Value.Sequence).ToList();
            foreach (var (responseUid, outgoing) in due)
            {
                _unacknowledged.Remove(responseUid);
                Transmit(outgoing);
            }

            if (_unacknowledged.Count > 0 && _resend is null)
            {
                var oldest = _unacknowledged.Values.Min(outgoing => outgoing.SentAt);
                _resend = device.Runtime.Scheduler.After(oldest + session.ResendAfter - now, ResendDue);
            }
        }

        device.Signal.Raise();
    }

    private sealed class Outgoing(JsonObject action, bool keep, DateTimeOffset dispatchedAt, TaskCompletionSource<bool>? acknowledged)
    {
        public JsonObject Action => action;

        public bool Keep => keep;

        public DateTimeOffset DispatchedAt => dispatchedAt;

        public TaskCompletionSource<bool>? Acknowledged => acknowledged;

        public int Attempts { get; set; }

        public long Sequence { get; set; }

        public TimeSpan SentAt { get; set; }
    }
}
