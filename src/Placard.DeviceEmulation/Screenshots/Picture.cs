namespace Placard.DeviceEmulation.Screenshots;

/// <summary>A picture of at most 256 colours, drawn with rectangles and text.</summary>
internal sealed class Picture(int width, int height, params int[] palette)
{
    private readonly byte[] _pixels = new byte[width * height];

    public int Width => width;

    public int Height => height;

    /// <summary>Colours as 0xRRGGBB; pixels are numbers of it.</summary>
    public IReadOnlyList<int> Palette => palette;

    public ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * width, width);

    public void Fill(int left, int top, int fillWidth, int fillHeight, byte colour)
    {
        var (right, bottom) = (Math.Min(left + fillWidth, width), Math.Min(top + fillHeight, height));
        for (var y = Math.Max(top, 0); y < bottom; y++)
        {
            if (right > left)
            {
                _pixels.AsSpan(y * width + left, right - left).Fill(colour);
            }
        }
    }

    public void Write(int left, int top, int scale, byte colour, string text)
    {
        foreach (var character in text)
        {
            var glyph = BitmapFont.Glyph(character);
            for (var column = 0; column < BitmapFont.GlyphWidth; column++)
            {
                for (var row = 0; row < BitmapFont.GlyphHeight; row++)
                {
                    if ((glyph[column] >> row & 1) == 1 && left + column * scale < width)
                    {
                        Fill(left + column * scale, top + row * scale, scale, scale, colour);
                    }
                }
            }

            left += (BitmapFont.GlyphWidth + 1) * scale;
        }
    }

    /// <summary>Average hash of 16 x 16 fields as 64 hex digits: which fields are lighter than the whole.</summary>
    public string AverageHash()
    {
        const int Fields = 16;
        Span<long> light = stackalloc long[Fields * Fields];
        for (var y = 0; y < height; y++)
        {
            var row = Row(y);
            for (var x = 0; x < width; x++)
            {
                light[y * Fields / height * Fields + x * Fields / width] += Luminance(palette[row[x]]);
            }
        }

        var total = 0L;
        foreach (var field in light)
        {
            total += field;
        }

        Span<byte> bits = stackalloc byte[Fields * Fields / 8];
        for (var i = 0; i < light.Length; i++)
        {
            if (light[i] * light.Length > total)
            {
                bits[i / 8] |= (byte)(0x80 >> i % 8);
            }
        }

        return Convert.ToHexStringLower(bits);
    }

    private static int Luminance(int colour) => (299 * (colour >> 16 & 0xff) + 587 * (colour >> 8 & 0xff) + 114 * (colour & 0xff)) / 1000;
}
