using System.Text.Json;

namespace Placard.Domain.Catalogue;

/// <summary>Reads what a device said, which may be of any shape.</summary>
public static class DeviceWord
{
    /// <summary>Null when there is no such text, or none that Unicode allows.</summary>
    public static string? TextOrNull(this JsonElement said, string name)
    {
        if (said.ValueKind != JsonValueKind.Object || !said.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    /// <summary>Null when there is no such object.</summary>
    public static JsonElement? ObjectOrNull(this JsonElement said, string name) =>
        said.ValueKind == JsonValueKind.Object && said.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;
}
