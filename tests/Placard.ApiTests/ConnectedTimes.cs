using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.TestKit;

namespace Placard.ApiTests;

/// <summary>Devices with intervals that a test wrote, and what the API makes of them.</summary>
internal sealed class ConnectedTimes(PlacardServer server, FakeTimeProvider time) : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 20, 30, 456, TimeSpan.Zero);

    public PlacardServer Server => server;

    public FakeTimeProvider Time => time;

    public static async Task<ConnectedTimes> StartAsync(DatabaseKind database)
    {
        var time = new FakeTimeProvider(Now);
        return new(
            await PlacardServer.StartAsync(new PlacardServerSetup
            {
                Database = database,
                Time = time,
                Settings = new Dictionary<string, string?> { ["Jobs:Enabled"] = "false" },
            }),
            time);
    }

    /// <summary>A device that was provisioned some minutes ago and was connected in the given minutes, counted back from now.</summary>
    public async Task<string> DeviceAsync(double provisioned, params (double Since, double? Until, string Connection)[] intervals)
    {
        var uid = Uids.Random(53);
        await server.WriteAsync(db =>
        {
            db.Devices.Add(new()
            {
                Uid = uid,
                Duid = Uids.Duid(),
                OrganizationUid = server.Credentials.OrganizationUid,
                Name = "Lobby",
                ApplicationType = "default",
                AuthHash = Uids.AuthHash(),
                AuthHashCreatedAt = Ago(provisioned),
                UploadToken = Uids.Secret(),
                CreatedAt = Ago(provisioned + 100_000),
                ProvisionedAt = Ago(provisioned),
                ConfigurationUpdatedAt = Ago(provisioned),
            });
            var epoch = 0;
            db.ConnectionIntervals.AddRange(intervals.Select(interval => new ConnectionInterval
            {
                DeviceUid = uid,
                Connection = interval.Connection,
                Epoch = ++epoch,
                NodeUid = "node",
                Driver = "ws",
                ConnectedAt = Ago(interval.Since),
                DisconnectedAt = interval.Until is { } until ? Ago(until) : null,
            }));
        });
        return uid;
    }

    /// <summary>To the millisecond.</summary>
    public DateTime Ago(double minutes) => time.Now() - TimeSpan.FromMilliseconds(Math.Round(minutes * 60_000));

    public async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await server.AsOrganization().GetStringAsync(path));
        return json.RootElement.Clone();
    }

    public async Task<(double Up, double Down, double Total, int Percent)> UptimeAsync(string query = "")
    {
        var stats = await GetAsync($"/v1/uptime?{query}");
        return (Number("uptime"), Number("downtime"), Number("total"), stats.GetProperty("availabilityPercent").GetInt32());

        double Number(string name) => stats.GetProperty(name).GetDouble();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
