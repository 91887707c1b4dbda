using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Storage;
using Placard.Workers.Jobs;

namespace Placard.WorkersTests;

/// <summary>Reports of devices, stored as the gateway stores them, and the server's own jobs run by hand.</summary>
internal static class Arrange
{
    public static Task EventsAsync(this JobLab lab, params (string DeviceUid, string OrganizationUid, string Type, string Payload, DateTime At)[] events) =>
        lab.Database.WriteAsync(
            (db, token) =>
            {
                var batch = new ReportBatch();
                batch.Events.AddRange(events.Select(item => new DeviceEvent
                {
                    DeviceUid = item.DeviceUid,
                    OrganizationUid = item.OrganizationUid,
                    Type = item.Type,
                    Payload = item.Payload,
                    OccurredAt = item.At,
                }));
                return lab.Database.Dialect.WriteReportsAsync(db, batch, token);
            },
            CancellationToken.None);

    public static Task CommandsAsync(this JobLab lab, params (string DeviceUid, string OrganizationUid, string Type, bool IsFromDevice, DateTime At)[] commands) =>
        lab.Database.WriteAsync(
            (db, token) =>
            {
                var batch = new ReportBatch();
                batch.AppletCommands.AddRange(commands.Select((item, number) => new AppletCommand
                {
                    Uid = $"u{number}-{item.Type}",
                    DeviceUid = item.DeviceUid,
                    OrganizationUid = item.OrganizationUid,
                    AppletUid = "a1",
                    Type = item.Type,
                    Command = $$"""{"type":"{{item.Type}}","text":"=\ud800"}""",
                    TimingChecksum = item.IsFromDevice ? "c1" : null,
                    IsFromDevice = item.IsFromDevice,
                    ReceivedAt = item.At,
                }));
                return lab.Database.Dialect.WriteReportsAsync(db, batch, token);
            },
            CancellationToken.None);

    /// <summary>Runs the server's own job of a kind now, step by step, as far as it goes.</summary>
    public static async Task RunAsync(this JobLab lab, string kind)
    {
        var runner = lab.Runner(lab.Server.Services.GetServices<IJobKind>().Single(known => known.Kind == kind));
        await lab.AddAsync(kind);
        await JobLab.RunAllAsync(runner);
        var job = await lab.JobAsync(kind);
        if (job.LastError is { } error)
        {
            throw new InvalidOperationException(error);
        }
    }

    public static IBlobStore Blobs(this JobLab lab) => lab.Server.Services.GetRequiredService<IBlobStore>();

    public static async Task<string> BlobAsync(this JobLab lab, string content)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        return (await lab.Blobs().PutAsync(stream, 1_000_000, CancellationToken.None)).Hash;
    }

    public static async Task<bool> HasAsync(this JobLab lab, string hash)
    {
        await using var stream = await lab.Blobs().OpenAsync(hash, CancellationToken.None);
        return stream is not null;
    }

    public static DateTime Ago(this JobLab lab, double days) => lab.Time.Now() - TimeSpan.FromDays(days);
}
