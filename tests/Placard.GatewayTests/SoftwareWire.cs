using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Placard.TestKit;
using Placard.TestKit.Wire;

namespace Placard.GatewayTests;

/// <summary>What tests about the software of devices share.</summary>
internal static class SoftwareWire
{
    public const string SyncApplication = "Device.Application.SyncApplication";
    public const string Upgrade = "Device.Version.UpgradeDevice";
    public const string NotifyVersion = "Device.Version.NotifyDeviceVersion";
    public const string StartTests = "Device.Test.StartTestSuite";
    public const string InstallPackage = "Device.Package.InstallPackage";

    /// <summary>What a device that can do all of it listens to.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        .. WireDevice.AllActions, SyncApplication, Upgrade, StartTests, InstallPackage, "Device.Package.InstallPackageFromUri",
        "Device.Package.UninstallPackage", "Device.Package.StartPackage", "RemoteDesktop.SetRemoteDesktopSettings",
    ];

    public static Task<PlacardServer> StartAsync(DatabaseKind database, FakeTimeProvider? time = null) =>
        PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });

    public static string Uid(this JsonElement command) => command.GetProperty("uid").GetString()!;

    /// <summary>The action of a type that the log holds, once it is over.</summary>
    public static async Task<JsonElement> EndedAsync(this PairedDevice device, string type) => (JsonElement)await Eventually.GetAsync(
        $"{type} has an outcome",
        async () => await device.LoggedAsync(type) is var logged && (PairedDevice.IsSet(logged, "succeededAt") || PairedDevice.IsSet(logged, "failedAt"))
            ? (object)logged
            : null);

    public static async Task<string?> FailCodeAsync(this PairedDevice device, string type) =>
        (await device.EndedAsync(type)).GetProperty("failCode").GetString();
}
