using System.Buffers.Binary;

namespace Placard.Api.Features.Locations;

/// <summary>What a file shows itself to be.</summary>
internal sealed record Picture(string ContentType, int Width, int Height);

/// <summary>
/// Reads how a picture is built, not what it shows: the blocks from its first byte to its last, so that what only begins like a picture is none.
/// </summary>
internal static class PictureFile
{
    public const int MostPixels = 16_384;

    /// <summary>Null for what is no whole picture.</summary>
    /// <param name="file">Seekable, at its start, and not large.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<Picture?> InspectAsync(Stream file, CancellationToken cancellation)
    {
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellation);
        return Png(bytes) ?? Jpeg(bytes) ?? Gif(bytes);
    }

    private static Picture? Png(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) || file.Length < 33 || !file[8..16].SequenceEqual("\0\0\0\rIHDR"u8))
        {
            return null;
        }

        var picture = new Picture("image/png", BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));
        var hasPixels = false;
        for (var at = 8; file.Length - at >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12)
            {
                return null;
            }

            var type = file.Slice(at + 4, 4);
            hasPixels |= type.SequenceEqual("IDAT"u8);
            at += (int)length + 12;
            if (type.SequenceEqual("IEND"u8))
            {
                return hasPixels && at == file.Length && picture is { Width: >= 0, Height: >= 0 } ? picture : null;
            }
        }

        return null;
    }

    private static Picture? Jpeg(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith<byte>([0xFF, 0xD8]))
        {
            return null;
        }

        Picture? picture = null;
        for (var at = 2; at + 4 <= file.Length;)
        {
            var marker = file[at + 1];
            if (file[at] != 0xFF)
            {
                return null;
            }

            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                return null;
            }

            // All but the tables that share the range say the size of the picture.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && length >= 8)
            {
                picture = new("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += length + 2;
            if (marker == 0xDA)
            {
                return picture is not null && Ends(file[at..]) ? picture : null;
            }
        }

        return null;
    }

    // Cameras put more behind the end, such as a second picture or a film, so what follows it is not looked at.
    private static bool Ends(ReadOnlySpan<byte> scan) => scan.IndexOf<byte>([0xFF, 0xD9]) >= 0;

    private static Picture? Gif(ReadOnlySpan<byte> file)
    {
        if ((!file.StartsWith("GIF87a"u8) && !file.StartsWith("GIF89a"u8)) || file.Length < 14)
        {
            return null;
        }

        var picture = new Picture("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        var hasPixels = false;
        for (var at = 13 + Colours(file[10]); at < file.Length;)
        {
            switch (file[at])
            {
                case 0x3B:
                    return hasPixels && at == file.Length - 1 ? picture : null;
                case 0x21 when at + 2 < file.Length:
                    at += 2;
                    break;
                case 0x2C when at + 10 < file.Length:
                    hasPixels = true;
                    at += 11 + Colours(file[at + 9]);
                    break;
                default:
                    return null;
            }

            // Sub-blocks, each with its length, up to an empty one.
            while (at < file.Length && file[at] != 0)
            {
                at += file[at] + 1;
            }

            at++;
        }

        return null;
    }

    private static int Colours(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
