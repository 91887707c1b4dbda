namespace Placard.DeviceGateway.Sessions;

/// <summary>How frames reach a device: a WebSocket, or the queue of a polling session. Both have equal powers.</summary>
public interface IDeviceWire
{
    /// <summary><c>ws</c> or <c>http</c>.</summary>
    string Driver { get; }

    string? RemoteAddress { get; }

    /// <summary>Whether receipts of the device's frames are frames of their own, or follow from the answer of its call.</summary>
    bool ConfirmsByFrame { get; }

    /// <summary>Sends a frame, in order. Does nothing on a wire that is closed.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation);

    /// <summary>Ends the session; the device will connect anew.</summary>
    void Close(string reason);
}
