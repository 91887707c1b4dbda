using System.Globalization;
using System.Security.Cryptography;

namespace Placard.Bench.Load;

/// <summary>A build of an applet put straight into the tables and the folder: who downloads it does not care how it came there.</summary>
internal static class SeededPackage
{
    private const string Version = "1.0.0";

    /// <returns>Its path on the content origin, and its file.</returns>
    public static async Task<(string Path, FileInfo File)> MakeAsync(string database, string dataFolder, string organizationUid, int size, CancellationToken cancellation)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var file = new FileInfo(Path.Combine(dataFolder, "blobs", hash[..2], hash[2..4], hash));
        file.Directory!.Create();
        await File.WriteAllBytesAsync(file.FullName, bytes, cancellation);

        var applet = RandomNumberGenerator.GetHexString(50, lowercase: true);
        await using var connection = SeededFleet.Open(database);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            insert into applet_build (applet_uid, version, postfix, organization_uid, is_package, blob_hash, size, built_at)
            values ('{applet}', '{Version}', '{hash[..32]}', '{organizationUid}', 1, '{hash}', {size}, '2026-01-01 00:00:00')
            """);
        await command.ExecuteNonQueryAsync(cancellation);
        return ($"/applet/{applet}/{Version}-{hash[..32]}/.package.zip", file);
    }
}
