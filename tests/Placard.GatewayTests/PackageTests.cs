using Microsoft.EntityFrameworkCore;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class PackageTests
{
    private const string Name = "org.example.signboard";

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_package_that_is_not_known_here_is_left_to_the_device(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);

        await device.PutAsync("package-install", new { packageName = Name, version = "1.2.3", build = "410" });
        var command = await device.Management.ExpectAsync(SoftwareWire.InstallPackage);
        Assert.Equal(
            (Name, "1.2.3", "410"),
            (command.GetProperty("packageName").GetString(), command.GetProperty("version").GetString(), command.GetProperty("build").GetString()));
        await device.Management.ReportAsync("Device.Package.InstallPackageSucceeded", new() { ["uid"] = command.Uid() });

        var outcome = await device.OutcomeAsync("package-install");
        Assert.Equal(["uid", "deviceUid", "packageName", "version", "build", "createdAt", "succeededAt", "failedAt"], outcome.EnumerateObject().Select(member => member.Name));
        Assert.True(PairedDevice.IsSet(outcome, "succeededAt"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Of_a_package_that_is_known_here_only_what_is_published_is_installed(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        var package = await server.CreatePackageAsync(Name, server.Credentials.OrganizationUid);
        await server.CreatePackageVersionAsync(package, "1.0.0", published: true, build: "410");
        await server.CreatePackageVersionAsync(package, "2.0.0", published: false);
        await server.CreatePackageVersionAsync(package, "3.0.0", published: true, applicationType: "android");

        foreach (var version in new[] { "2.0.0", "3.0.0", "4.0.0" })
        {
            await device.PutAsync("package-install", new { packageName = Name, version });
            Assert.Equal("version_not_available", await device.FailCodeAsync("INSTALL_PACKAGE"));
        }

        await device.PutAsync("package-install", new { packageName = Name, version = "1.0.0", build = "411" });
        Assert.Equal("version_not_available", await device.FailCodeAsync("INSTALL_PACKAGE"));
        await device.PutAsync("package-install", new { packageName = Name, version = "1.0.0", build = "410" });
        Assert.Equal("1.0.0", (await device.Management.ExpectAsync(SoftwareWire.InstallPackage)).GetProperty("version").GetString());
        Assert.Equal(1, device.Management.CountSeen(SoftwareWire.InstallPackage));
    }

    [Fact]
    public async Task A_package_of_the_company_is_known_and_one_of_a_stranger_is_not()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        var foreign = await server.CreateForeignOrganizationAsync();
        var company = await server.ReadAsync(db => db.Organizations
            .Where(organization => organization.Uid == server.Credentials.OrganizationUid).Select(organization => organization.ParentUid!).SingleAsync());
        await server.CreatePackageAsync("org.example.shared", company);
        await server.CreatePackageAsync("org.example.foreign", foreign.Uid);

        await device.PutAsync("package-install", new { packageName = "org.example.shared", version = "1.0.0" });
        Assert.Equal("version_not_available", await device.FailCodeAsync("INSTALL_PACKAGE"));
        await device.PutAsync("package-install", new { packageName = "org.example.foreign", version = "1.0.0" });
        Assert.Equal("org.example.foreign", (await device.Management.ExpectAsync(SoftwareWire.InstallPackage)).GetProperty("packageName").GetString());
    }

    [Fact]
    public async Task A_package_is_started_by_query_or_body_and_either_method()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);

        await device.PutAsync($"package-start?packageName={Name}", new { });
        await device.PostAsync("package-start", new { packageName = "other" });
        using var bare = await device.Client.PutAsync($"/v1/device/{device.Uid}/package-start?packageName=bare", null);

        bare.EnsureSuccessStatusCode();
        foreach (var name in new[] { Name, "other", "bare" })
        {
            Assert.Equal(name, (await device.Management.ExpectAsync("Device.Package.StartPackage")).GetProperty("packageName").GetString());
        }

        var list = await device.GetAsync("package-start");
        Assert.Equal(["bare", "other", Name], list.EnumerateArray().Select(item => item.GetProperty("packageName").GetString()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Firmware_and_packages_are_kept_as_they_are(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        var package = await server.CreatePackageAsync(Name, server.Credentials.OrganizationUid);
        var version = await server.CreatePackageVersionAsync(package, "1.0.0", published: true, build: "410");
        var firmware = await server.CreateFirmwareAsync("1.3.0");

        Assert.Equal(0, await server.ReadAsync(db => db.Packages.CountAsync()));
        Assert.Equal(version.BuildHash, await server.ReadAsync(db => db.AcrossOrganizations<Domain.Software.PackageVersion>().Select(row => row.BuildHash).SingleAsync()));
        Assert.Equal(("1.3.0", "rpi4"), await server.ReadAsync(async db => await db.Firmwares.SingleAsync() is var kept ? (kept.Version, kept.Type) : default));
        Assert.Equal(firmware.Uid, await server.ReadAsync(db => db.FirmwareFiles.Select(file => file.FirmwareUid).SingleAsync()));
    }
}
