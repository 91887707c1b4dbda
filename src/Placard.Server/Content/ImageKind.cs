namespace Placard.Server.Content;

/// <summary>What a file's first bytes say that it is. What the uploader called it counts for nothing.</summary>
internal static class ImageKind
{
    private const int MostBytes = 8;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>The content type of a picture, or null for anything else. Leaves the stream at its start.</summary>
    public static async Task<string?> SniffAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[MostBytes];
        var read = await stream.ReadAtLeastAsync(head, MostBytes, throwOnEndOfStream: false, cancellation);
        stream.Position = 0;
        var bytes = head.AsSpan(0, read);
        return bytes.StartsWith(Png) ? "image/png"
            : bytes.StartsWith(Jpeg) ? "image/jpeg"
            : null;
    }
}
