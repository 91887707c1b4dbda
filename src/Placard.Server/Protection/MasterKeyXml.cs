using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Placard.Server.Options;

namespace Placard.Server.Protection;

/// <summary>Encrypts the key ring's keys under the master key with AES-GCM. The base64 text is nonce, tag, ciphertext.</summary>
internal sealed class MasterKeyEncryptor(MasterKey master) : IXmlEncryptor
{
    internal const string Use = "key ring";
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    private static readonly XName Element = "aesGcm";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var whole = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(master.Derive(Use), TagBytes);
        aes.Encrypt(nonce, plain, whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes));
        return new(new XElement(Element, Convert.ToBase64String(whole)), typeof(MasterKeyDecryptor));
    }
}

/// <summary>The other way. Its type name stands in each stored key, and Data Protection makes it by that name: don't rename it.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var master = services.GetRequiredService<ServerSettings>().MasterKey
            ?? throw new CryptographicException("The key ring is encrypted and there is no master key.");
        var whole = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var nonce = whole[..MasterKeyEncryptor.NonceBytes];
        var tag = whole.Slice(MasterKeyEncryptor.NonceBytes, MasterKeyEncryptor.TagBytes);
        var cipher = whole[(MasterKeyEncryptor.NonceBytes + MasterKeyEncryptor.TagBytes)..];
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(master.Derive(MasterKeyEncryptor.Use), MasterKeyEncryptor.TagBytes);
        aes.Decrypt(nonce, cipher, tag, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
