using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Placard.Api.Http;
using Placard.Storage;

namespace Placard.Api.Features.Content;

/// <summary>
/// An upload while it is read. At its end it fails if it is not the content that was announced,
/// so that whoever stores it while reading never completes anything else.
/// </summary>
/// <param name="content">What comes in.</param>
/// <param name="md5">What it must hash to, base64.</param>
internal sealed class UploadedStream(Stream content, string md5) : ReadOnlyStream
{
    [SuppressMessage("Security", "CA5351", Justification = "The contract's checksum; what is stored is known by SHA-256.")]
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadContentAsync(buffer, cancellationToken);
        if (read > 0)
        {
            _hash.AppendData(buffer.Span[..read]);
        }
        else if (Convert.ToBase64String(_hash.GetHashAndReset()) != md5)
        {
            throw ApiErrors.InvalidBody("Content-MD5", "is not the MD5 of the file");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    // Of the store's own failures, such as a full disk, nothing is caught here.
    private async ValueTask<int> ReadContentAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellation);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            throw ApiErrors.InvalidBody("file", "ended before its end");
        }
        catch (InvalidDataException)
        {
            throw ApiErrors.InvalidBody("file", "is not the last part of multipart/form-data");
        }
    }
}
