using Placard.Domain;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>Ends a session that sends more frames than any device has reason to, for many seconds in a row.</summary>
internal sealed class FloodGuard(GatewayOptions options, TimeProvider time)
{
    private long _second;
    private int _frames;
    private int _floodedSeconds;

    public void Count()
    {
        var second = time.Now().Ticks / TimeSpan.TicksPerSecond;
        if (second != _second)
        {
            _floodedSeconds = second == _second + 1 && _frames > options.FloodFramesPerSecond ? _floodedSeconds + 1 : 0;
            _second = second;
            _frames = 0;
        }

        _frames++;
        if (_floodedSeconds >= options.FloodSeconds)
        {
            throw new ProtocolViolationException("Too many frames for too long.");
        }
    }
}
