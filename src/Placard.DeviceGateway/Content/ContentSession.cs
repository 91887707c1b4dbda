namespace Placard.DeviceGateway.Content;

/// <summary>What one session of a display knows of its content.</summary>
public sealed class ContentSession
{
    private int _askedAnew;

    /// <summary>It wants to hear of its content. A display that did not ask yet is told nothing.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>Hash of what it was told last; null before that. Only the one who tells touches it.</summary>
    public string? Told { get; set; }

    /// <summary>It asked: it is told, whether or not it was before.</summary>
    public void Subscribe()
    {
        IsSubscribed = true;
        Interlocked.Exchange(ref _askedAnew, 1);
    }

    /// <summary>It dropped what it was told: if it wants to hear at all, it is told once more.</summary>
    public void TellAnew() => Interlocked.Exchange(ref _askedAnew, 1);

    /// <summary>What it was told does not count any more, and nothing is told until it asks again.</summary>
    public void Unsubscribe() => IsSubscribed = false;

    /// <summary>Whether it asked since the last call.</summary>
    public bool TakeAsked() => Interlocked.Exchange(ref _askedAnew, 0) == 1;
}
