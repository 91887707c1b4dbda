using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Server.Options;

namespace Placard.Server.Administration;

/// <summary><c>organization max-devices</c>.</summary>
internal sealed class OrganizationLimits(Database database)
{
    private const string None = "none";

    /// <summary>Devices that are there already stay, also if they are more.</summary>
    public async Task SetMostDevicesAsync(string uid, string count, CancellationToken cancellation)
    {
        int? most = count.Equals(None, StringComparison.OrdinalIgnoreCase) ? null
            : int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw StartException.Option("count", $"\"{count}\" is neither a number of devices nor \"{None}\"");
        await using var db = database.Open();
        var name = await db.WriteAsync(
            async token =>
            {
                var organization = await db.Organizations.SingleOrDefaultAsync(one => one.Uid == uid && !one.IsCompany, token)
                    ?? throw StartException.Environment($"there is no organization \"{uid}\"");
                organization.MaxDevicesCount = most;
                return organization.Name;
            },
            cancellation);
        Console.WriteLine(most is null ? $"Organization {name} may have any number of devices" : $"Organization {name} may have {most} devices");
    }
}
