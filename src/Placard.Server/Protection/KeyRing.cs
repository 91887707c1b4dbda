using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Placard.Server.Options;
using Placard.Server.Start;

namespace Placard.Server.Protection;

/// <summary>The keys that encrypt what must be read back, such as OAuth secrets. Checked and made at start, while no other node does.</summary>
internal sealed partial class KeyRing(
    IKeyManager keys, IOptions<KeyManagementOptions> management, ServerSettings settings, DataDirectory directory, ILogger<KeyRing> log)
{
    private static readonly XNamespace Section = "http://schemas.asp.net/2015/03/dataProtection";

    /// <summary>Whether the ring lives in the database.</summary>
    public static bool IsShared(ServerSettings settings) => settings.MasterKey is not null && settings.Options.Database is not null;

    public void Prepare(DateTimeOffset now)
    {
        if (settings.Options.Database is not null && settings.MasterKey is null)
        {
            OneNodeOnly(log, directory.Keys);
        }

        if (IsShared(settings))
        {
            TakeOver();
        }

        var ring = keys.GetAllKeys();
        Check(ring);
        if (ring.Count == 0)
        {
            // Made here and not when it is first needed: two nodes that start together would make two.
            keys.CreateNewKey(now, now + management.Value.NewKeyLifetime);
        }
    }

    /// <summary>A server that grew from one node to several brings its ring along, or it could not read what it wrote.</summary>
    private void TakeOver()
    {
        var repository = management.Value.XmlRepository!;
        if (repository.GetAllElements().Count > 0)
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(directory.Keys, "*.xml"))
        {
            var key = XElement.Load(file);
            foreach (var secret in key.Descendants().Where(element => (string?)element.Attribute(Section + "requiresEncryption") == "true").ToArray())
            {
                var encrypted = management.Value.XmlEncryptor!.Encrypt(new XElement(secret));
                secret.ReplaceWith(new XElement(
                    Section + "encryptedSecret", new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!), encrypted.EncryptedElement));
            }

            repository.StoreElement(key, Path.GetFileNameWithoutExtension(file));
            TookOver(log, file);
        }
    }

    private static void Check(IReadOnlyCollection<IKey> ring)
    {
        try
        {
            foreach (var key in ring)
            {
                _ = key.Descriptor;
            }
        }
        catch (Exception exception)
        {
            throw StartException.Option("PLACARD_MASTER_KEY", $"does not open the key ring; give the key that it was made with ({exception.GetBaseException().Message})");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The key ring stays in {Folder}: this database can serve one node only. Set PLACARD_MASTER_KEY to keep the ring in the database")]
    private static partial void OneNodeOnly(ILogger log, string folder);

    [LoggerMessage(2, LogLevel.Information, "Took {File} over into the database's key ring; it is not read any more")]
    private static partial void TookOver(ILogger log, string file);
}
