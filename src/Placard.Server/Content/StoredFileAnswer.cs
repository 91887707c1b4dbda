using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using Placard.Server.Listening;

namespace Placard.Server.Content;

/// <summary>
/// Sends a stored file, whole or in part. While a client is slow to take what was sent, nothing of the file is held but what the connection itself holds:
/// of many downloads at once that is what counts.
/// </summary>
internal static class StoredFileAnswer
{
    // One read fills what may wait in the connection.
    private const int ReadBytes = ListeningServices.MostWaitingBytes;

    /// <param name="context">The request. Headers that are not about the file's bytes are the caller's.</param>
    /// <param name="file">Seekable; disposed here.</param>
    /// <param name="hash">What the content is known by.</param>
    /// <param name="contentType">Its type.</param>
    public static async Task SendAsync(HttpContext context, Stream file, string hash, string contentType)
    {
        await using (file)
        {
            var tag = new EntityTagHeaderValue($"\"{hash}\"");
            var asked = context.Request.GetTypedHeaders();
            var response = context.Response;
            response.Headers.ETag = tag.ToString();
            response.Headers.AcceptRanges = "bytes";
            if (asked.IfMatch is { Count: > 0 } must && !must.Any(known => Is(known, tag)))
            {
                response.StatusCode = StatusCodes.Status412PreconditionFailed;
                return;
            }

            if (asked.IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            var length = file.Length;
            var (from, count) = (0L, length);
            if (HttpMethods.IsGet(context.Request.Method) && Range(asked, tag) is { } range)
            {
                if (Part(range, length) is not { } part)
                {
                    response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                    response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
                    return;
                }

                (from, count) = part;
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{from + count - 1}/{length}");
            }

            response.ContentType = contentType;
            response.ContentLength = count;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await CopyAsync(context, file, from, count);
            }
        }
    }

    private static bool Is(EntityTagHeaderValue known, EntityTagHeaderValue tag) =>
        known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: true);

    // Several parts at once are answered by the whole, which is allowed. A date never matches: these files are known by their content.
    private static RangeItemHeaderValue? Range(RequestHeaders asked, EntityTagHeaderValue tag) =>
        asked.Range is { Ranges: { Count: 1 } parts } range && range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)
        && (asked.IfRange is not { } condition || condition.EntityTag?.Compare(tag, useStrongComparison: true) == true)
            ? parts.Single()
            : null;

    private static (long From, long Count)? Part(RangeItemHeaderValue range, long length)
    {
        if (range.From is { } from)
        {
            return from < length ? (from, Math.Min(range.To ?? long.MaxValue, length - 1) - from + 1) : null;
        }

        var last = Math.Min(range.To ?? 0, length);
        return last > 0 ? (length - last, last) : null;
    }

    private static async Task CopyAsync(HttpContext context, Stream file, long from, long count)
    {
        file.Position = from;
        var (writer, gone) = (context.Response.BodyWriter, context.RequestAborted);
        using var turn = context.RequestServices.GetRequiredService<SendingTurns>().Begin();
        try
        {
            for (var end = from + count; from < end;)
            {
                await turn.NextAsync(gone);
                from += file is FileStream local ? ReadNow(local, from, end, writer) : await ReadAsync(file, end - from, writer, gone);
                if ((await writer.FlushAsync(gone)).IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client went away.
        }
    }

    // A local file is read by some thread of the pool in any case, as the system has no other way. Done at once, the buffer is lent for microseconds;
    // waiting for its turn, each download would hold one meanwhile.
    private static int ReadNow(FileStream file, long from, long end, IBufferWriter<byte> writer)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            return Write(writer, buffer, RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, (int)Math.Min(ReadBytes, end - from)), from));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream file, long most, IBufferWriter<byte> writer, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            return Write(writer, buffer, await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(ReadBytes, most)), cancellation));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Write(IBufferWriter<byte> writer, byte[] buffer, int read)
    {
        writer.Write(buffer.AsSpan(0, read));
        return read > 0 ? read : throw new EndOfStreamException("A stored file is shorter than it was.");
    }
}
