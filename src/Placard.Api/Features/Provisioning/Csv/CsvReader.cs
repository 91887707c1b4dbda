using System.Runtime.CompilerServices;
using System.Text;

namespace Placard.Api.Features.Provisioning.Csv;

/// <summary>A line of a table; may go over several lines of the file.</summary>
/// <param name="Number">The line of the file on which it begins; the first is 1.</param>
/// <param name="Cells">Without quotes.</param>
public sealed record CsvLine(int Number, IReadOnlyList<string> Cells);

/// <summary>The file can't be read from here on.</summary>
public sealed class CsvException(int line, string reason) : Exception(reason)
{
    public int Line { get; } = line;
}

/// <summary>
/// Reads tables as spreadsheets write them, piece by piece: comma or semicolon, whichever the first line uses, quotes with doubled quotes and
/// line breaks inside, any kind of line end, with or without a byte order mark. UTF-8 only. Lines without a word are passed over.
/// </summary>
public sealed class CsvReader(Stream stream)
{
    public const int MostCellLength = 70_000;
    public const int MostCells = 64;

    private const int BufferBytes = 32 * 1024;

    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
    private readonly StringBuilder _cell = new();
    private readonly Queue<CsvLine> _done = new();
    private List<string> _cells = [];
    private State _state = State.CellStart;
    private char? _separator;
    private bool _afterCarriageReturn;
    private int _line = 1;
    private int _begin = 1;

    private enum State
    {
        CellStart,
        Plain,
        Quoted,
        AfterQuote,
    }

    public async IAsyncEnumerable<CsvLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var bytes = new byte[BufferBytes];
        var characters = new char[BufferBytes + 1];
        var isFirst = true;
        while (true)
        {
            // The first piece is long enough to show its mark, however slowly it comes.
            var length = await stream.ReadAtLeastAsync(bytes, isFirst ? 3 : 1, throwOnEndOfStream: false, cancellation);
            var from = isFirst ? Mark(bytes.AsSpan(0, length)) : 0;
            isFirst = false;
            var unreadable = Take(bytes.AsSpan(from, length - from), characters, isLast: length == 0);
            while (_done.TryDequeue(out var line))
            {
                yield return line;
            }

            if (unreadable is not null)
            {
                // Not sooner: the lines before it may have errors of their own.
                throw unreadable;
            }

            if (length == 0)
            {
                yield break;
            }
        }
    }

    private static int Mark(ReadOnlySpan<byte> begin) => begin switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => throw new CsvException(1, "is UTF-16; the file must be UTF-8"),
        [0xEF, 0xBB, 0xBF, ..] => 3,
        _ => 0,
    };

    private Span<char> Decode(ReadOnlySpan<byte> bytes, char[] characters, bool isLast)
    {
        try
        {
            return characters.AsSpan(0, _decoder.GetChars(bytes, characters, flush: isLast));
        }
        catch (DecoderFallbackException wrong)
        {
            throw new CsvException(_line + bytes[..Math.Clamp(wrong.Index, 0, bytes.Length)].Count((byte)'\n'), "is not UTF-8");
        }
    }

    private CsvException? Take(ReadOnlySpan<byte> bytes, char[] characters, bool isLast)
    {
        try
        {
            foreach (var character in Decode(bytes, characters, isLast))
            {
                Take(character);
            }

            if (isLast)
            {
                End();
            }

            return null;
        }
        catch (CsvException unreadable)
        {
            return unreadable;
        }
    }

    private void Take(char character)
    {
        if (character == '\0')
        {
            throw new CsvException(_line, "has a NUL character; the file must be UTF-8 text");
        }

        var isSecondOfPair = character == '\n' && _afterCarriageReturn;
        _afterCarriageReturn = character == '\r';
        if (isSecondOfPair && _state != State.Quoted)
        {
            return;
        }

        if (character is '\r' or '\n' && !isSecondOfPair)
        {
            _line++;
        }

        if (_state == State.Quoted)
        {
            TakeQuoted(character);
        }
        else if (character is '\r' or '\n')
        {
            EndLine();
        }
        else if (IsSeparator(character))
        {
            EndCell();
        }
        else
        {
            TakePlain(character);
        }
    }

    private void TakeQuoted(char character)
    {
        if (character == '"')
        {
            _state = State.AfterQuote;
        }
        else
        {
            Append(character);
        }
    }

    private void TakePlain(char character)
    {
        if (character == '"')
        {
            if (_state == State.Plain)
            {
                throw new CsvException(_line, "has a quote inside a cell that does not begin with one");
            }

            if (_state == State.AfterQuote)
            {
                Append(character);
            }

            _state = State.Quoted;
            return;
        }

        if (_state == State.AfterQuote)
        {
            throw new CsvException(_line, "has text after the closing quote of a cell");
        }

        _state = State.Plain;
        Append(character);
    }

    private bool IsSeparator(char character)
    {
        if (character is ',' or ';')
        {
            _separator ??= character;
        }

        return character == _separator;
    }

    private void Append(char character)
    {
        if (_cell.Length == MostCellLength)
        {
            throw new CsvException(_begin, $"has a cell of more than {MostCellLength} characters");
        }

        _cell.Append(character);
    }

    private void EndCell()
    {
        if (_cells.Count == MostCells)
        {
            throw new CsvException(_begin, $"has more than {MostCells} cells");
        }

        _cells.Add(_cell.ToString());
        _cell.Clear();
        _state = State.CellStart;
    }

    private void EndLine()
    {
        EndCell();
        if (_cells.Exists(cell => cell.Length > 0))
        {
            // A table of one column has no separator to find.
            _separator ??= ',';
            _done.Enqueue(new(_begin, _cells));
        }

        _cells = [];
        _begin = _line;
    }

    private void End()
    {
        if (_state == State.Quoted)
        {
            throw new CsvException(_begin, "has a quote that is never closed");
        }

        EndLine();
    }
}
