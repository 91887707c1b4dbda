namespace Placard.Server.Administration;

/// <summary>A package as npm installs it. The folder itself may be a link, as some installers make them; nothing inside of it.</summary>
internal static class LibraryFolder
{
    public static async Task<byte[]?> ReadAsync(string folder, string name, int most, CancellationToken cancellation)
    {
        var path = folder;
        foreach (var part in name.Split('/'))
        {
            path = Path.Combine(path, part);
            FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (!entry.Exists)
            {
                return null;
            }

            if (entry.LinkTarget is not null)
            {
                throw LibraryPackage.Wrong($"\"{path}\" is a link");
            }
        }

        if (!File.Exists(path))
        {
            return null;
        }

        return new FileInfo(path).Length <= most
            ? await File.ReadAllBytesAsync(path, cancellation)
            : throw LibraryPackage.Wrong($"\"{path}\" has more than {most} bytes");
    }
}
