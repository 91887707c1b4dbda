// These run in the database, which knows no culture.
#pragma warning disable CA1304, CA1311, CA1862
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>Narrowing that several lists of devices share. Text compares without case, as people write brands and models in many ways.</summary>
internal static class DeviceFilters
{
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
        return tags.IsEmpty ? devices : devices.Where(device => db.DeviceTags.Any(tag => tag.DeviceUid == device.Uid && any.Contains(tag.TagUid)));
    }

    /// <summary>Used share of the internal storage; a device that never reported it has none.</summary>
    public static IQueryable<Device> WithStorage(this IQueryable<Device> devices, QueryNumber least, QueryNumber most)
    {
        var (from, to) = (Percentage("minStorageStatusPercentage", least), Percentage("maxStorageStatusPercentage", most));
        devices = from is null ? devices : devices.Where(device => device.StorageUsedPercent >= from);
        return to is null ? devices : devices.Where(device => device.StorageUsedPercent <= to);
    }

    /// <summary>What belongs to nothing that exists yet: nothing matches it. The issue that brings the object replaces the use of this.</summary>
    public static IQueryable<Device> WithNoneIf(this IQueryable<Device> devices, bool isAsked) =>
        isAsked ? devices.Where(_ => false) : devices;

    /// <summary>Uid, duid or name.</summary>
    public static IQueryable<Device> Found(this IQueryable<Device> devices, QueryText search)
    {
        if (search.Value?.ToLowerInvariant() is not { } part)
        {
            return devices;
        }

        return devices.Where(device => device.Uid.Contains(part) || device.Duid.Contains(part) || device.Name.ToLower().Contains(part));
    }

    /// <summary>Also serial number, MAC address or verification hash.</summary>
    public static IQueryable<Device> FoundWidely(this IQueryable<Device> devices, PlacardDbContext db, QueryText search)
    {
        if (search.Value?.ToLowerInvariant() is not { } part)
        {
            return devices;
        }

        return devices.Where(device =>
            device.Uid.Contains(part) || device.Duid.Contains(part) || device.Name.ToLower().Contains(part)
            || device.SerialNumber!.ToLower().Contains(part) || device.MacAddresses!.ToLower().Contains(part)
            || db.DeviceVerifications.Any(verification => verification.DeviceUid == device.Uid && verification.Hash.Contains(part)));
    }

    // SQLite folds only ASCII: what it leaves as it is must match too.
    private static List<string> Folded(CommaList values) =>
        [.. values.Values.Concat(values.Values.Select(value => value.ToLowerInvariant())).Distinct(StringComparer.Ordinal)];

    private static double? Percentage(string name, QueryNumber number) =>
        number.Value is < 0 or > 100 ? throw ApiErrors.InvalidQuery(name, "must be between 0 and 100") : number.Value;
}
