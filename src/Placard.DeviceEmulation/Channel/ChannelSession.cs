using System.Text.Json;
using Placard.DeviceEmulation.Scheduling;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary>One session of a connection: handshake, responses, pings; actions go to the log-in or to the commands.</summary>
internal sealed class ChannelSession
{
    private const int NoPongCloseCode = 3000;

    private readonly EmulatedDevice _device;
    private readonly DeviceConnection _connection;
    private readonly IChannelTransport _transport;
    private readonly CancellationToken _cancellation;
    private readonly IdentityFlow _identity;
    private ScheduledCall? _ping;
    private bool _awaitsPong;
    private bool _ended;

    public ChannelSession(EmulatedDevice device, DeviceConnection connection, IChannelTransport transport, int number, CancellationToken cancellation)
    {
        _device = device;
        _connection = connection;
        _transport = transport;
        _cancellation = cancellation;
        _identity = new IdentityFlow(device, connection);
        Number = number;
    }

    /// <summary>Counts the sessions of this connection, from 1.</summary>
    public int Number { get; }

    public TimeSpan ResendAfter => _device.Options.Timings.ResendAfter ?? (_transport.SendsPings ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(90));

    public async Task<string> RunAsync()
    {
        await _transport.OpenAsync(_cancellation);
        if (_transport.SendsPings)
        {
            _ping = _device.Runtime.Scheduler.After(_device.Options.Timings.SocketPingInterval, PingDue);
        }

        return await _transport.ReceiveAsync(OnFrame, _cancellation);
    }

    public void End()
    {
        _ended = true;
        _ping?.Cancel();
    }

    /// <summary>Sends a frame without waiting; a failure ends the session.</summary>
    public void Send(ReadOnlyMemory<byte> frame) => _ = SendAsync(frame);

    public async Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        try
        {
            await _transport.SendAsync(frame, _cancellation);
        }
        catch (Exception error) when (NetworkFailure.Is(error) || error is OperationCanceledException or ObjectDisposedException)
        {
            if (!_ended)
            {
                _connection.Abort("send failed: " + error.Message);
            }
        }
    }

    private void OnFrame(DeviceFrame frame)
    {
        switch (frame.Type)
        {
            case FrameTypes.Pong:
                _awaitsPong = false;
                break;
            case FrameTypes.Ping:
                Send(WireText.Pong);
                break;
            case FrameTypes.Response when frame.ResponseUid is { } uid:
                _connection.Outbox.Acknowledge(uid);
                break;
            case FrameTypes.Request:
                OnRequest(frame);
                break;
        }
    }

    private void OnRequest(DeviceFrame frame)
    {
        if (frame.ResponseUid is { } responseUid)
        {
            // Before processing: the response says "received", nothing more.
            Send(WireText.Response(responseUid));
        }

        switch (frame.Event)
        {
            case FrameEvents.ServerAuthenticate:
                Send(WireText.ClientAuthenticate(_device.Duid, _connection.Name, _connection.AnnouncedActions, _device.NextResponseUid()));
                break;
            case FrameEvents.ServerAuthenticateDone:
                _connection.SessionOpened(this);
                _identity.Start();
                break;
            case FrameEvents.Action when frame.Payload is { ValueKind: JsonValueKind.Object } payload:
                OnAction(payload);
                break;
        }
    }

    private void OnAction(JsonElement payload)
    {
        if (!payload.TryGetProperty("type", out var typeElement) || typeElement.GetString() is not { } type)
        {
            return;
        }

        var action = new ReceivedAction(_connection.Name, Number, type, UidOf(payload), payload, _device.Runtime.Time.GetUtcNow());
        _device.History.Add(action);
        _device.Runtime.Counters.Add(Count.ActionsReceived);
        if (!_identity.TryHandle(type, payload))
        {
            _device.Commands.Handle(_connection, action);
        }

        _device.Signal.Raise();
    }

    private static string? UidOf(JsonElement payload) =>
        payload.TryGetProperty("uid", out var uid) && uid.ValueKind == JsonValueKind.String ? uid.GetString()
        : payload.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()
        : null;

    private void PingDue()
    {
        if (_ended)
        {
            return;
        }

        if (_awaitsPong)
        {
            _connection.Close(NoPongCloseCode, "no pong");
            return;
        }

        _awaitsPong = true;
        Send(WireText.Ping);
        _ping = _device.Runtime.Scheduler.After(_device.Options.Timings.SocketPingInterval, PingDue);
    }
}
