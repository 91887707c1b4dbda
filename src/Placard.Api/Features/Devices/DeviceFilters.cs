// These run in the database, which knows no culture.
#pragma warning disable CA1304, CA1311, CA1862
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>Narrowing that several lists of devices share. Text compares without case, as people write brands and models in many ways.</summary>
internal static class DeviceFilters
{
    /// <summary>Of the only organization that the caller sees, said in a way that lets an index give the list in its order.</summary>
    public static IQueryable<Device> OfOne(this IQueryable<Device> devices, RequestScope scope) =>
        scope.Tenancy.OrganizationUids is [var only] ? devices.Where(device => device.OrganizationUid == only) : devices;

    public static IQueryable<Device> WithUids(this IQueryable<Device> devices, IReadOnlyList<string> uids) =>
        uids.Count == 0 ? devices : devices.Where(device => EF.Parameter(uids).Contains(device.Uid));

    public static IQueryable<Device> WithApplicationType(this IQueryable<Device> devices, CommaList types)
    {
        var any = Folded(types);
        return types.IsEmpty ? devices : devices.Where(device => any.Contains(device.ApplicationType));
    }

    public static IQueryable<Device> WithModel(this IQueryable<Device> devices, CommaList models)
    {
        var any = Folded(models);
        return models.IsEmpty ? devices : devices.Where(device => any.Contains(device.Model!.ToLower()));
    }

    public static IQueryable<Device> WithBrand(this IQueryable<Device> devices, CommaList brands)
    {
        var any = Folded(brands);
        return brands.IsEmpty ? devices : devices.Where(device => any.Contains(device.Brand!.ToLower()));
    }

    public static IQueryable<Device> WithOsVersion(this IQueryable<Device> devices, CommaList versions)
    {
        var any = Folded(versions);
        return versions.IsEmpty ? devices : devices.Where(device => any.Contains(device.OsVersion!.ToLower()));
    }

    public static IQueryable<Device> WithFirmwareVersion(this IQueryable<Device> devices, CommaList versions)
    {
        var any = Folded(versions);
        return versions.IsEmpty ? devices : devices.Where(device => any.Contains(device.FirmwareVersion!.ToLower()));
    }

    public static IQueryable<Device> WithSerialNumber(this IQueryable<Device> devices, CommaList numbers)
    {
        var any = Folded(numbers);
        return numbers.IsEmpty ? devices : devices.Where(device => any.Contains(device.SerialNumber!.ToLower()));
    }

    public static IQueryable<Device> WithLocation(this IQueryable<Device> devices, CommaList locations)
    {
        var any = locations.Values;
        return locations.IsEmpty ? devices : devices.Where(device => any.Contains(device.LocationUid!));
    }

    public static IQueryable<Device> WithTags(this IQueryable<Device> devices, PlacardDbContext db, CommaList tags)
    {
        var any = tags.Values;
        return tags.IsEmpty ? devices : devices.Where(device => db.DeviceTags.Where(tag => any.Contains(tag.TagUid)).Select(tag => tag.DeviceUid).Contains(device.Uid));
    }

    public static IQueryable<Device> WithApplets(this IQueryable<Device> devices, PlacardDbContext db, CommaList applets)
    {
        var any = applets.Values;
        return applets.IsEmpty ? devices : devices.Where(device => db.Timings.Where(timing => any.Contains(timing.AppletUid)).Select(timing => timing.DeviceUid).Contains(device.Uid));
    }

    /// <summary>Used share of the internal storage; a device that never reported it has none.</summary>
    public static IQueryable<Device> WithStorage(this IQueryable<Device> devices, QueryNumber least, QueryNumber most)
    {
        var (from, to) = (Percentage("minStorageStatusPercentage", least), Percentage("maxStorageStatusPercentage", most));
        if (from is null && to is null)
        {
            return devices;
        }

        // Both bounds, always: a planner thinks little of a range with an open end.
        var (lower, upper) = (from ?? 0, to ?? 100);
        return devices.Where(device => device.StorageUsedPercent >= lower && device.StorageUsedPercent <= upper);
    }

    /// <summary>What belongs to nothing that exists yet: nothing matches it. The issue that brings the object replaces the use of this.</summary>
    public static IQueryable<Device> WithNoneIf(this IQueryable<Device> devices, bool isAsked) =>
        isAsked ? devices.Where(_ => false) : devices;

    /// <summary>
    /// Part of uid, duid or name; widely also of serial number or MAC address, or the beginning of a verification hash.
    /// What is too short for the index of parts must be the whole name, or widely the whole serial number.
    /// </summary>
    public static IQueryable<Device> Found(this IQueryable<Device> devices, PlacardDbContext db, QueryText search, bool widely = false)
    {
        if (search.Value is not { } text)
        {
            return devices;
        }

        if (DeviceSearch.IsLongEnough(text))
        {
            var found = db.GetService<IDialect>().FindDevices(db, new(text, widely));
            return devices.Where(device => found.Contains(device.Uid));
        }

        var whole = Folded([text]);
        return widely
            ? devices.Where(device => whole.Contains(device.Name.ToLower()) || whole.Contains(device.SerialNumber!.ToLower()))
            : devices.Where(device => whole.Contains(device.Name.ToLower()));
    }

    private static List<string> Folded(CommaList values) => Folded(values.Values);

    // A database may fold only ASCII, so the same is done to what is looked for; otherwise not even equal text would match.
    private static List<string> Folded(IReadOnlyList<string> values) =>
        [.. values.Select(value => value.ToLowerInvariant()).Concat(values.Select(AsciiFolded)).Distinct(StringComparer.Ordinal)];

    private static string AsciiFolded(string value) =>
        string.Create(value.Length, value, static (span, text) =>
        {
            for (var index = 0; index < text.Length; index++)
            {
                span[index] = char.IsAsciiLetterUpper(text[index]) ? char.ToLowerInvariant(text[index]) : text[index];
            }
        });

    private static double? Percentage(string name, QueryNumber number) =>
        number.Value is < 0 or > 100 ? throw ApiErrors.InvalidQuery(name, "must be between 0 and 100") : number.Value;
}
