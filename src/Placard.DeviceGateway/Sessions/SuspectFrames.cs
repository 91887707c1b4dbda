using System.Collections.Concurrent;

namespace Placard.DeviceGateway.Sessions;

/// <summary>
/// Contents that were stored without the device surely knowing it, each good for one repetition.
/// A repetition carries no id, so equal content is all there is to recognise it by.
/// </summary>
public sealed class SuspectFrames
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<long>> _frames;
    private readonly DateTime _until;

    public SuspectFrames(IEnumerable<(long Id, byte[] ContentHash)> frames, DateTime until)
    {
        _until = until;
        _frames = new(frames
            .GroupBy(frame => Convert.ToHexStringLower(frame.ContentHash), StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, new ConcurrentBag<long>(group.Select(frame => frame.Id)))));
    }

    public static SuspectFrames None { get; } = new([], DateTime.MinValue);

    /// <summary>Whether the content is a repetition. If so, the id of the remembered frame, which is used up by it.</summary>
    public long? TakeRepetition(byte[] contentHash, DateTime now) =>
        !_frames.IsEmpty && now < _until && _frames.TryGetValue(Convert.ToHexStringLower(contentHash), out var ids) && ids.TryTake(out var id) ? id : null;
}
