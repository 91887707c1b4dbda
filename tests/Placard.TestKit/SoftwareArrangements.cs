using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;
using Placard.Domain.Software;

namespace Placard.TestKit;

/// <summary>Software that a server knows, and commands that no operation of its own asks for.</summary>
public static class SoftwareArrangements
{
    /// <summary>Makes the server believe that it holds an application, without a file.</summary>
    public static Task HostCoreAppAsync(this PlacardServer server, string version, string applicationType = "default")
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.WriteAsync(db => db.Add(new CoreApp
        {
            ApplicationType = applicationType,
            Version = version,
            FileCount = 0,
            Size = 0,
            ImportedAt = server.Clock().Now(),
        }));
    }

    /// <summary>Makes a package of an organization or company.</summary>
    public static async Task<Package> CreatePackageAsync(this PlacardServer server, string packageName, string ownerUid)
    {
        ArgumentNullException.ThrowIfNull(server);
        var package = new Package
        {
            Uid = server.Services.GetRequiredService<Uids>().Ordered(),
            OrganizationUid = ownerUid,
            PackageName = packageName,
            Label = packageName,
            CreatedAt = server.Clock().Now(),
        };
        await server.WriteAsync(db => db.Add(package));
        return package;
    }

    /// <summary>Makes a version of a package.</summary>
    public static async Task<PackageVersion> CreatePackageVersionAsync(
        this PlacardServer server, Package package, string version, bool published, string? build = null, string applicationType = "default")
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(package);
        var now = server.Clock().Now();
        var made = new PackageVersion
        {
            Uid = server.Services.GetRequiredService<Uids>().Ordered(),
            PackageUid = package.Uid,
            OrganizationUid = package.OrganizationUid,
            ApplicationType = applicationType,
            Version = version,
            Build = build,
            BuildHash = Uids.Random(23),
            PublishedSince = published ? now : null,
            BlobHash = Uids.Random(64),
            Size = 1,
            CreatedAt = now,
        };
        await server.WriteAsync(db => db.Add(made));
        return made;
    }

    /// <summary>Makes a firmware with one file.</summary>
    public static async Task<Firmware> CreateFirmwareAsync(this PlacardServer server, string version, string applicationType = "linux", string type = "rpi4")
    {
        ArgumentNullException.ThrowIfNull(server);
        var firmware = new Firmware
        {
            Uid = server.Services.GetRequiredService<Uids>().Ordered(),
            ApplicationType = applicationType,
            Type = type,
            Version = version,
            Uploaded = true,
            CreatedAt = server.Clock().Now(),
        };
        var file = new FirmwareFile { FirmwareUid = firmware.Uid, Hash = Uids.Random(32), BlobHash = Uids.Random(64), Size = 1 };
        await server.WriteAsync(db => db.AddRange(firmware, file));
        return firmware;
    }

    /// <summary>Asks a device for an action of any kind, as a bulk operation does.</summary>
    /// <exception cref="ArgumentException">The value is not what the kind takes.</exception>
    public static async Task<DeviceAction> AskAsync(this PlacardServer server, string deviceUid, string actionType, JsonObject value)
    {
        ArgumentNullException.ThrowIfNull(server);
        var kind = server.Services.GetRequiredService<DeviceActionCatalogue>().Kind(actionType);
        var errors = new ValueErrors();
        var read = kind.Read(value, errors);
        if (read is not { } stored)
        {
            throw new ArgumentException(JsonSerializer.Serialize(errors.Errors), nameof(value));
        }

        await using var db = server.Services.GetRequiredService<Database>().Open();
        var originator = new Originator(OriginatorKind.BulkOperation, Uids.Random(50));
        return await server.Services.GetRequiredService<DeviceCommandQueue>().SubmitAsync(
            db, new NewCommand(deviceUid, server.Credentials.OrganizationUid, kind, stored, originator), CancellationToken.None);
    }

    /// <summary>The clock that the server reads.</summary>
    public static TimeProvider Clock(this PlacardServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Services.GetRequiredService<TimeProvider>();
    }
}
