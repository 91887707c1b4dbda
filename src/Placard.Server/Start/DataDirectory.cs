using Placard.Server.Options;
using Placard.Storage;

namespace Placard.Server.Start;

/// <summary>The folder of everything that this server keeps outside of the database. One server at a time owns it.</summary>
internal sealed class DataDirectory(PlacardOptions options) : IDisposable
{
    private FileStream? _lock;

    public string Path => options.DataDirectory;

    public string Credentials => System.IO.Path.Combine(Path, "credentials.env");

    /// <summary>Keys of Data Protection and of signed addresses.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Blobs => System.IO.Path.Combine(Path, "blobs");

    public string Demo => System.IO.Path.Combine(Path, "demo.json");

    /// <summary>Makes the folder when it is missing, and keeps other servers out of it until this one ends.</summary>
    public void Own()
    {
        try
        {
            OwnerOnlyFiles.MakeFolder(Path);
            OwnerOnlyFiles.MakeFolder(Keys);
            OwnerOnlyFiles.MakeFolder(Blobs);
            _lock = new FileStream(System.IO.Path.Combine(Path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (Directory.Exists(Path))
        {
            throw StartException.Environment($"--data: another server runs on {Path} ({exception.Message})", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StartException.Environment($"--data: cannot write to {Path} ({exception.Message})", exception);
        }
    }

    /// <summary>Keeps commands apart that store or delete blobs beside a running server. Dispose it to let the next one in.</summary>
    public IDisposable LockBlobs()
    {
        if (!Directory.Exists(Blobs))
        {
            throw StartException.Environment($"--data: no server has run on {Path} yet; start it once");
        }

        try
        {
            return new FileStream(System.IO.Path.Combine(Path, ".lock-blobs"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StartException.Environment($"--data: another command works on {Path}, or it can't be written to ({exception.Message})", exception);
        }
    }

    /// <summary>Writes a file that only its owner may read, whole or not at all.</summary>
    public static void WriteSecretFile(string path, string text) => OwnerOnlyFiles.Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public void Dispose() => _lock?.Dispose();
}
