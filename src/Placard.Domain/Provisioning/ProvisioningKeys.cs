using Placard.Domain.Devices;

namespace Placard.Domain.Provisioning;

/// <summary>
/// How recipes and devices are compared: outer spaces and case count nowhere, everything else does. A key names one device of one brand,
/// by its serial number or by a MAC address. Two recipes with a key in common name the same device.
/// </summary>
public static class ProvisioningKeys
{
    private const int MacDigits = 12;

    /// <summary>Text as it is compared.</summary>
    public static string Compared(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim().ToUpperInvariant();
    }

    /// <summary>12 lower-case hex of a MAC address with colons, hyphens, dots, spaces or nothing in between; null for anything else.</summary>
    public static string? MacAddress(string? text)
    {
        if (text is null)
        {
            return null;
        }

        Span<char> digits = stackalloc char[MacDigits];
        var length = 0;
        foreach (var character in text)
        {
            if (character is ':' or '-' or '.' or ' ')
            {
                continue;
            }

            if (!char.IsAsciiHexDigit(character) || length == MacDigits)
            {
                return null;
            }

            digits[length++] = char.ToLowerInvariant(character);
        }

        // Devices without an address say so by these, so they name none.
        return length == MacDigits && digits.IndexOfAnyExcept('0') >= 0 && digits.IndexOfAnyExcept('f') >= 0 ? digits.ToString() : null;
    }

    /// <summary>The key of a serial number; null without one.</summary>
    public static string? OfSerialNumber(string brand, string? serialNumber) =>
        string.IsNullOrWhiteSpace(serialNumber) ? null : $"s:{Compared(serialNumber)}\n{Compared(brand)}";

    /// <summary>The key of a MAC address; null without one.</summary>
    public static string? OfMacAddress(string brand, string? macAddress) =>
        MacAddress(macAddress) is { } digits ? $"{MacAddressPrefix(digits)}{Compared(brand)}" : null;

    /// <summary>What the keys of an address begin with, whatever the brand.</summary>
    public static string MacAddressPrefix(string digits) => $"m:{digits}\n";

    /// <summary>All keys of what a device says of itself; none as long as it did not say its brand.</summary>
    public static IReadOnlyList<string> Of(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (string.IsNullOrWhiteSpace(device.Brand))
        {
            return [];
        }

        var brand = device.Brand;
        return
        [
            .. new[] { OfSerialNumber(brand, device.SerialNumber) }
                .Concat((device.MacAddresses ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(address => OfMacAddress(brand, address)))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
