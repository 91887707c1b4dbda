using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>A device that polls: frames wait here until it asks.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that hands out no wait handle holds nothing to dispose.")]
internal sealed class PollingWire(string id, string secret, string? remoteAddress, TimeProvider time) : IDeviceWire
{
    private const int MostWaiting = 1000;

    private readonly ConcurrentQueue<ReadOnlyMemory<byte>> _frames = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private int _receiving;

    public string Id => id;

    public string Secret => secret;

    public string Driver => "http";

    public string? RemoteAddress => remoteAddress;

    public bool IsReady => _receiving > 0 && !IsClosed;

    public bool IsClosed { get; private set; }

    public DateTime LastCallAt { get; private set; } = time.Now();

    /// <summary>One call of a kind at a time; the device itself alternates them.</summary>
    public SemaphoreSlim Transmitting { get; } = new(1, 1);

    public void Touch() => LastCallAt = time.Now();

    public ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        if (!IsClosed)
        {
            if (_frames.Count >= MostWaiting)
            {
                Close("Too many frames wait for the device.");
            }
            else
            {
                _frames.Enqueue(frame);
                _arrived.Release();
            }
        }

        return ValueTask.CompletedTask;
    }

    public void Close(string reason)
    {
        IsClosed = true;
        _arrived.Release();
    }

    /// <summary>What waits, as soon as something does, or nothing after the hold.</summary>
    /// <param name="hold">How long to wait at most.</param>
    /// <param name="ready">Called when frames that come now are taken by this call.</param>
    /// <param name="cancellation">The device hung up.</param>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> TakeAsync(TimeSpan hold, Action ready, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _receiving);
        try
        {
            ready();
            await WaitAsync(hold, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _receiving);
        }

        var taken = new List<ReadOnlyMemory<byte>>();
        while (_frames.TryDequeue(out var frame))
        {
            taken.Add(frame);
        }

        return taken;
    }

    private async Task WaitAsync(TimeSpan hold, CancellationToken cancellation)
    {
        if (_frames.IsEmpty && !IsClosed)
        {
            using var holding = new CancellationTokenSource(hold, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(holding.Token, cancellation);
            try
            {
                do
                {
                    await _arrived.WaitAsync(either.Token);
                }
                while (_frames.IsEmpty && !IsClosed);
            }
            catch (OperationCanceledException) when (holding.IsCancellationRequested)
            {
                // Nothing came; the device asks again.
            }
        }
    }
}
