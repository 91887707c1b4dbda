using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Placard.Data;

namespace Placard.Server.Protection;

/// <summary>The key ring in the database, for nodes that share it. Data Protection asks without await, and rarely: at start and once a day.</summary>
internal sealed class DatabaseKeyRepository(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Open();
        return db.ProtectionKeys.OrderBy(key => key.Id).Select(key => key.Xml).AsEnumerable().Select(XElement.Parse).ToArray();
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var db = database.Open();
        db.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
