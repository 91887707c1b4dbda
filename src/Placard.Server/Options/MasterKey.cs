using System.Security.Cryptography;
using System.Text;

namespace Placard.Server.Options;

/// <summary>The operator's key, from which the keys of this server's uses are derived. All nodes of one database share it.</summary>
internal sealed class MasterKey
{
    private const int Bytes = 32;

    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    public static MasterKey? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            var key = text.Trim() is { Length: Bytes * 2 } hex ? Convert.FromHexString(hex) : Convert.FromBase64String(text);
            return key.Length == Bytes ? new(key) : throw Wrong();
        }
        catch (FormatException)
        {
            throw Wrong();
        }
    }

    /// <summary>A key for one use; uses don't learn each other's keys.</summary>
    public byte[] Derive(string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Bytes, info: Encoding.UTF8.GetBytes("placard " + use));

    private static StartException Wrong() =>
        StartException.Option("PLACARD_MASTER_KEY", "must be 32 random bytes as 64 hex digits or as base64, for example from: openssl rand -hex 32");
}
