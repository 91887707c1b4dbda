using System.Text;
using CsCheck;
using Placard.Api.Features.Provisioning.Csv;
using Xunit;

namespace Placard.ApiTests.Provisioning;

public sealed class CsvReaderTests
{
    // What the reader treats specially comes often.
    private static readonly Gen<string> Cell = Gen.OneOf(
            Any("\"", ",", ";", "\r", "\n", "\r\n", " ", "\uFEFF", "é", "漢", "🙂"), Gen.Char['a', 'z'].Select(character => character.ToString()))
        .Array[0, 12].Select(string.Concat);

    [Fact]
    public void Whatever_is_written_is_read_again_however_it_comes() =>
        Gen.Select(
                Gen.Int[1, 6].SelectMany(width => Cell.Array[width].Array[1, 8]),
                Any(',', ';'),
                Any("\n", "\r\n", "\r"),
                Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool),
                Gen.Int[1, 40])
            .Sample((rows, separator, end, flags, piece) =>
            {
                var (mark, quoteAll, endsWithBreak) = flags;
                // The first line shows the separator, so it has to have one, and no cell that could be taken for another.
                string[][] table = [[.. rows[0].Select((_, column) => $"c{column}"), "last"], .. rows.Select(row => (string[])[.. row, "."])];
                var text = (mark ? "\uFEFF" : "") + string.Join(end, table.Select(row => string.Join(separator, row.Select(cell => Written(cell, quoteAll))))) + (endsWithBreak ? end : "");
                var read = Read(Encoding.UTF8.GetBytes(text), piece);
                Assert.Equal(table, read.Select(line => line.Cells.ToArray()));
            });

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them()
    {
        var read = Read("a,b\r\n\r\n1,\"x\r\ny\nz\"\n;\n,\n2,3\r4,5"u8.ToArray());

        // The line of a separator that is none here holds text.
        Assert.Equal([1, 3, 6, 8, 9], read.Select(line => line.Number));
        Assert.Equal(["1", "x\r\ny\nz"], read[1].Cells);
        Assert.Equal([";"], read[2].Cells);
        Assert.Equal(["4", "5"], read[4].Cells);
    }

    [Theory]
    [InlineData("a;b\n1,2;3", "1,2|3")]
    [InlineData("a,b\n1;2,3", "1;2|3")]
    [InlineData("a\n1", "1")]
    [InlineData("a,b\n\"1\"\"2\",\"\"", "1\"2|")]
    [InlineData("\"a\";b\n1;2", "1|2")]
    public void The_first_line_shows_the_separator(string text, string cells) =>
        Assert.Equal(cells, string.Join('|', Read(Encoding.UTF8.GetBytes(text))[1].Cells));

    [Theory]
    [InlineData("a,b\n1,2\"\n", 2, "quote inside")]
    [InlineData("a,b\n1,\"2\"3\n", 2, "after the closing quote")]
    [InlineData("a,b\n1,2\n3,\"4\n5", 3, "never closed")]
    [InlineData("a,b\n1,\02\n", 2, "NUL")]
    public void What_cant_be_understood_is_named_with_its_line(string text, int line, string reason)
    {
        var refused = Assert.Throws<CsvException>(() => Read(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(line, refused.Line);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_encodings_are_refused()
    {
        Assert.Contains("UTF-16", Assert.Throws<CsvException>(() => Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n1,2")])).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Assert.Throws<CsvException>(() => Read([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("a,b\n1,2")])).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Assert.Throws<CsvException>(() => Read(Encoding.Unicode.GetBytes("a,b\n1,2"))).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Assert.Throws<CsvException>(() => Read(Encoding.Latin1.GetBytes("a,b\n1,é,x"))).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Assert.Throws<CsvException>(() => Read([.. "a,b\n1,"u8, 0xC3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_and_lines_have_a_limit()
    {
        Assert.Contains("characters", Assert.Throws<CsvException>(() => Read(Encoding.UTF8.GetBytes("a,b\n" + new string('x', CsvReader.MostCellLength + 1)))).Message, StringComparison.Ordinal);
        Assert.Contains("cells", Assert.Throws<CsvException>(() => Read(Encoding.UTF8.GetBytes(new string(',', CsvReader.MostCells + 1)))).Message, StringComparison.Ordinal);
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Written(string cell, bool quoteAll) =>
        quoteAll || cell.AsSpan().IndexOfAny("\",;\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static List<CsvLine> Read(byte[] bytes, int piece = int.MaxValue) =>
        new CsvReader(new Pieces(bytes, piece)).ReadAsync(CancellationToken.None).ToBlockingEnumerable().ToList();

    /// <summary>Comes in pieces, as from a network.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
