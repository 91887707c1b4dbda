using System.Reflection;
using System.Xml.Linq;

namespace Placard.Api.OpenApi;

/// <summary>What the source says of operations and records, read from the files that the compiler writes beside the assemblies.</summary>
internal sealed class XmlComments
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    public XmlComments()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Placard.*.xml"))
        {
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                // Of a method its name is enough: no two handlers of a type share one.
                _members.TryAdd(member.Attribute("name")!.Value.Split('(')[0], member);
            }
        }
    }

    public string? Summary(MethodInfo method) => Text(Member($"M:{Name(method.DeclaringType!)}.{method.Name}")?.Element("summary"));

    public string? Summary(Type type) => Text(Member($"T:{Name(type)}")?.Element("summary"));

    /// <summary>Of a record its constructor's parameters say it; else the property itself.</summary>
    public string? Property(Type type, string name) =>
        Text(Parameter(type, name))
        ?? Text(Member($"P:{Name(type)}.{char.ToUpperInvariant(name[0])}{name[1..]}")?.Element("summary"));

    /// <summary>JSON of the attribute <c>example</c> of a record's parameter.</summary>
    public string? Example(Type type, string name) => Parameter(type, name)?.Attribute("example")?.Value;

    private XElement? Parameter(Type type, string name) => Member($"T:{Name(type)}")?.Elements("param")
        .FirstOrDefault(param => name.Equals(param.Attribute("name")?.Value, StringComparison.OrdinalIgnoreCase));

    private XElement? Member(string name) => _members.GetValueOrDefault(name);

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        // References show as the name that they refer to.
        var parts = element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "paramref" } reference => reference.Attribute("name")?.Value ?? "",
            XElement { Name.LocalName: "see" } reference => reference.Attribute("cref")?.Value.Split('.')[^1] ?? "",
            XElement other => other.Value,
            _ => "",
        });
        return string.Join(' ', string.Concat(parts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
