using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Placard.DeviceEmulation.Commands;
using Placard.Domain.Catalogue;
using Placard.TestKit;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Each kind from its row to a device that does it, fails, refuses or stays silent, and back.</summary>
public sealed class SoftwareOnDevicesTests
{
    // In an order in which a device can do them. What restarts it comes last.
    private static readonly (string Type, string Value)[] Plain =
    [
        ("INSTALL_PACKAGE", """{"packageName":"org.example.signboard","version":"1.2.3","build":null}"""),
        ("START_PACKAGE", """{"packageName":"org.example.signboard","applicationType":"default"}"""),
        ("UNINSTALL_PACKAGE", """{"packageName":"org.example.signboard","applicationType":"default","specs":{}}"""),
        ("INSTALL_PACKAGE_FROM_URI", """{"packageUri":"https://example.org/signboard.apk"}"""),
        ("SET_TEST_SUITE", """{"tests":["display","info","battery"]}"""),
        ("SET_REMOTE_DESKTOP", """{"enabled":true,"remoteDesktopUri":"https://example.org"}"""),
    ];

    private static readonly (string Type, string Value)[] Extensions =
    [
        ("SET_INPUT_SOURCE", """{"inputSource":"hdmi2"}"""),
        ("SET_DISPLAY_BACKLIGHT", """{"backlight":71}"""),
        ("SET_DISPLAY_CONTRAST", """{"contrast":"72"}"""),
        ("SET_DISPLAY_SHARPNESS", """{"sharpness":73}"""),
        ("SET_DISPLAY_TEMPERATURE_CONTROL", """{"maxTemperature":74}"""),
        ("SET_POWER_STATUS", """{"turnedOn":false}"""),
        ("ENABLE_EXTENDED_TELEMETRY", """{"duration":60000}"""),
        ("DISABLE_EXTENDED_TELEMETRY", "{}"),
    ];

    private static readonly (string Type, string Value)[] Restarting =
    [
        ("SET_APPLICATION_VERSION", """{"applicationType":"default","version":"9.9.9"}"""),
        ("SET_FIRMWARE_VERSION", """{"version":"FW-9"}"""),
    ];

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_does_each_and_its_telemetry_proves_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await server.HostCoreAppAsync("9.9.9");
        await using var device = await SwarmDevice.StartAsync(server);
        var catalogue = server.Services.GetRequiredService<DeviceActionCatalogue>();

        foreach (var (type, value) in Plain.Concat(Extensions).Concat(Restarting))
        {
            var restarts = device.Device.State.Restarts;
            var action = await server.AskAsync(device.Uid, type, JsonNode.Parse(value)!.AsObject());
            var outcome = await device.OutcomeAsync(action.Uid);
            Assert.True(SwarmDevice.IsSet(outcome, "succeededAt"), $"{type}: {outcome}");
            if (Restarting.Any(kind => kind.Type == type))
            {
                using var patience = new CancellationTokenSource(Eventually.Patience);
                await device.Device.WaitForAsync(one => one.State.Restarts > restarts, patience.Token);
            }

            if (catalogue.Kind(type) is { Telemetry: { } telemetry } kind && type is not ("INSTALL_PACKAGE" or "UNINSTALL_PACKAGE"))
            {
                using var wanted = System.Text.Json.JsonDocument.Parse(action.Value);
                await Eventually.IsTrueAsync(
                    $"{telemetry} proves {type}",
                    async () => (await device.GetAsync("telemetry/latest")).GetProperty("telemetries").TryGetProperty(telemetry, out var latest)
                        && kind.IsProvedBy(wanted.RootElement, latest.GetProperty("data")));
            }
        }

        Assert.Equal(100, (await device.GetAsync("action-log")).EnumerateArray()
            .First(action => action.GetProperty("type").GetString() == "SET_FIRMWARE_VERSION").GetProperty("result").GetProperty("progress").GetInt32());
        Assert.Equal(["display", "info"], (await device.GetAsync("test")).GetProperty("successfulTests").EnumerateArray().Select(test => test.GetString()));
        Assert.Equal("org.example.signboard", device.Device.State.StartedPackage);
    }

    [Fact]
    public async Task A_device_fails_each()
    {
        await using var server = await PlacardServer.StartAsync();
        await server.HostCoreAppAsync("9.9.9");
        await using var device = await SwarmDevice.StartAsync(server, CommandVerdict.Fail);

        foreach (var (type, value) in Plain.Concat(Extensions).Concat(Restarting))
        {
            var action = await server.AskAsync(device.Uid, type, JsonNode.Parse(value)!.AsObject());
            Assert.Equal((type, "device_failed"), (type, (await device.OutcomeAsync(action.Uid)).GetProperty("failCode").GetString()));
        }
    }

    [Fact]
    public async Task A_device_stays_silent_to_each()
    {
        var all = Plain.Concat(Extensions).Concat(Restarting).ToArray();
        var limits = all.ToDictionary(kind => $"Commands:AnswerTimeouts:{kind.Type}", string? (_) => "00:00:01");
        limits["Commands:DeadlineInterval"] = "00:00:00.5";
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Settings = limits });
        await server.HostCoreAppAsync("9.9.9");
        await using var device = await SwarmDevice.StartAsync(server, CommandVerdict.Silent);

        var actions = await Task.WhenAll(all.Select(kind => server.AskAsync(device.Uid, kind.Type, JsonNode.Parse(kind.Value)!.AsObject())));

        foreach (var action in actions)
        {
            Assert.Equal((action.Kind, "timed_out"), (action.Kind, (await device.OutcomeAsync(action.Uid)).GetProperty("failCode").GetString()));
        }
    }

    [Fact]
    public async Task A_device_without_the_extension_refuses_what_the_vendor_s_channel_has_no_action_for()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await SwarmDevice.StartAsync(server, extensions: false);

        foreach (var (type, value) in Extensions)
        {
            var action = await server.AskAsync(device.Uid, type, JsonNode.Parse(value)!.AsObject());
            Assert.Equal((type, "not_supported"), (type, (await device.OutcomeAsync(action.Uid)).GetProperty("failCode").GetString()));
        }
    }

    [Fact]
    public async Task A_device_that_never_connected_may_still_learn_each()
    {
        await using var server = await PlacardServer.StartAsync();
        await server.HostCoreAppAsync("9.9.9");
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);

        foreach (var (type, value) in Plain.Concat(Extensions).Concat(Restarting))
        {
            Assert.Null((await server.AskAsync(device.Uid, type, JsonNode.Parse(value)!.AsObject())).FailedAt);
        }
    }
}
