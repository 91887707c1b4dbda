namespace Placard.DeviceGateway.Sessions;

/// <summary>How frames reach a device: a WebSocket, or the queue of a polling session. Both have equal powers.</summary>
public interface IDeviceWire
{
    /// <summary><c>ws</c> or <c>http</c>.</summary>
    string Driver { get; }

    string? RemoteAddress { get; }

    /// <summary>Whether a frame sent now leaves at once. A command is claimed only then: what is marked as sent must have a chance to arrive.</summary>
    bool IsReady { get; }

    /// <summary>Sends a frame, in order. Does nothing on a wire that is closed.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation);

    /// <summary>Ends the session; the device will connect anew.</summary>
    void Close(string reason);
}
