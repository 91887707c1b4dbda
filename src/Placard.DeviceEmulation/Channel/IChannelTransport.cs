using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary>One session of one connection over one of the two drivers.</summary>
internal interface IChannelTransport : IAsyncDisposable
{
    /// <summary>Name of the driver in the configuration document: <c>ws</c> or <c>http</c>.</summary>
    string Driver { get; }

    /// <summary>Whether the device keeps this session alive with ping frames.</summary>
    bool SendsPings { get; }

    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Sends one frame, or over polling queues it for the next transmission. Frames keep their order.</summary>
    Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>Hands each received frame to <paramref name="onFrame"/> in order until the session ends; answers why it ended.</summary>
    Task<string> ReceiveAsync(Action<DeviceFrame> onFrame, CancellationToken cancellationToken);

    /// <summary>Ends the session politely.</summary>
    Task CloseAsync(int code, string reason, CancellationToken cancellationToken);
}
