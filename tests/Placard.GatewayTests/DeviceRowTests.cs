using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;
using Placard.TestKit;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Kinds that change the device's own row, whoever submits them.</summary>
public sealed class DeviceRowTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Whoever_submits_a_change_of_the_row_it_is_made_with_its_action(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);

        await SubmitAsync<UpdateName>(server, device.Uid, server.Credentials.OrganizationUid, """{"name":"Entrance"}""");
        var action = await SubmitAsync<UpdateConfiguration>(
            server, device.Uid, server.Credentials.OrganizationUid, """{"platformUri":"https://other.example","weinreUri":null}""");

        var row = await RowAsync(server, device.Uid);
        Assert.Equal(("Entrance", "https://other.example"), (row.Name, row.PlatformUri));
        Assert.True(row.ConfigurationUpdatedAt > device.ConfigurationUpdatedAt);
        Assert.Equal("""{"platformUri":"https://other.example","weinreUri":null}""", action.Value);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Absent_leaves_a_field_and_null_clears_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var client = server.AsOrganization();

        using var first = await client.PutAsJsonAsync($"/v2/device/{device.Uid}", new { name = "Hall", weinreUri = "http://a.example", staticBaseUrl = "http://b.example" });
        using var second = await client.PutAsync($"/v2/device/{device.Uid}", new StringContent("""{"weinreUri":null}""", null, "application/json"));

        Assert.True(first.IsSuccessStatusCode && second.IsSuccessStatusCode);
        var row = await RowAsync(server, device.Uid);
        Assert.Equal(("Hall", null, "http://b.example"), (row.Name, row.WeinreUri, row.StaticBaseUrl));
        Assert.Equal(device.ConfigurationUpdatedAt, row.ConfigurationUpdatedAt, TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_of_another_organization_is_not_touched(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var other = await server.CreateOrganizationAsync();

        await Assert.ThrowsAsync<DeviceNotFreeException>(() => SubmitAsync<UpdateName>(server, device.Uid, other.Uid, """{"name":"Mine"}"""));

        Assert.Equal(device.Name, (await RowAsync(server, device.Uid)).Name);
        Assert.False(await server.ReadAsync(db => db.AcrossOrganizations<DeviceAction>().AnyAsync(action => action.DeviceUid == device.Uid)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Concurrent_changes_of_different_fields_are_all_kept(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var client = server.AsOrganization();
        string[] fields = ["platformUri", "staticBaseUrl", "uploadBaseUrl", "weinreUri"];

        var answers = await Task.WhenAll(fields.Select(field => client.PutAsJsonAsync(
            $"/v2/device/{device.Uid}", new Dictionary<string, string> { [field] = $"https://{field.ToLowerInvariant()}.example" })));

        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        var row = await RowAsync(server, device.Uid);
        Assert.All(new[] { row.PlatformUri, row.StaticBaseUrl, row.UploadBaseUrl, row.WeinreUri }, Assert.NotNull);
    }

    private static async Task<DeviceAction> SubmitAsync<TKind>(PlacardServer server, string deviceUid, string organizationUid, string body)
        where TKind : DeviceActionKind
    {
        var kind = server.Services.GetRequiredService<DeviceActionCatalogue>().Kind<TKind>();
        var errors = new ValueErrors();
        var value = kind.Read(JsonNode.Parse(body)!.AsObject(), errors);
        Assert.Empty(errors.Errors);
        await using var db = server.Services.GetRequiredService<Database>().Open();
        return await server.Services.GetRequiredService<DeviceCommandQueue>().SubmitAsync(
            db, new NewCommand(deviceUid, organizationUid, kind, value!.Value, new(OriginatorKind.BulkOperation, "b1")), CancellationToken.None);
    }

    private static Task<Device> RowAsync(PlacardServer server, string deviceUid) =>
        server.ReadAsync(db => db.AcrossOrganizations<Device>().AsNoTracking().SingleAsync(device => device.Uid == deviceUid));
}
