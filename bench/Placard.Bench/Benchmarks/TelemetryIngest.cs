using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>Telemetry records that are stored as history and latest value and confirmed to their device after the commit, as many as the server takes.</summary>
internal static class TelemetryIngest
{
    private const int Window = 16;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(BenchSettings settings, int devices, CancellationToken cancellation)
    {
        var postgres = await RunAsync(settings, settings.Postgres, devices, cancellation);
        var copied = await CopyAsync(settings.Postgres!, cancellation);
        Console.WriteLine($"telemetry  raw binary COPY into one bare table: {copied:0} rows/s; ratio {postgres / copied:0.000}");
        await RunAsync(settings, null, devices, cancellation);
        return 0;
    }

    private static async Task<double> RunAsync(BenchSettings settings, string? postgres, int devices, CancellationToken cancellation)
    {
        await using var server = await PlacardUnderTest.StartAsync(settings.Server, postgres, null, cancellation);
        await SeededFleet.MakeAsync(server.Database, server.OrganizationUid, devices, cancellation);
        long confirmed = 0;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var senders = new List<Task>();
        for (var number = 1; number <= devices; number++)
        {
            var answered = new SemaphoreSlim(0);
            var client = await WireClient.LogInAsync(
                server.Api,
                number.ToString("x53", CultureInfo.InvariantCulture),
                count =>
                {
                    Interlocked.Add(ref confirmed, count);
                    answered.Release(count);
                },
                cancellation);
            senders.Add(SendAsync(client, answered, number, end.Token));
        }

        await Task.Delay(WarmUp, cancellation);
        var (from, processor, began) = (Interlocked.Read(ref confirmed), server.Process.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(Measured, cancellation);
        var rate = (Interlocked.Read(ref confirmed) - from) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var used = (server.Process.ProcessorTime - processor) / Measured;
        Console.WriteLine($"telemetry  {(postgres is null ? "sqlite" : "postgresql"),-10} {devices} devices: {rate:0} records/s confirmed after commit; server processor {100 * used:0} %, RSS {server.Process.ResidentBytes / 1e6:0} MB");
        await end.CancelAsync();
        await Task.WhenAll(senders);

        // A rate of what was confirmed is worth something only if it was stored.
        var stored = await StoredAsync(server.Database, cancellation);
        return stored >= Interlocked.Read(ref confirmed)
            ? rate
            : throw new InvalidOperationException($"{confirmed} records were confirmed and {stored} are stored.");
    }

    private static async Task<long> StoredAsync(string database, CancellationToken cancellation)
    {
        await using var connection = SeededFleet.Open(database);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from device_telemetry where type in ('VOLUME', 'BRIGHTNESS', 'TEMPERATURE')";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private static async Task SendAsync(WireClient client, SemaphoreSlim answered, int seed, CancellationToken cancellation)
    {
        using (client)
        {
            var frames = new ArrayBufferWriter<byte>(4096);
            for (var number = 0; !cancellation.IsCancellationRequested;)
            {
                frames.Clear();
                for (var sent = 0; sent < Window; sent++, number++)
                {
                    WireClient.Write(frames, Encoding.UTF8.GetBytes(
                        $$$"""{"type":"request","event":"action","payload":{"type":"Device.Telemetry.UpdateDeviceTelemetryRecord","name":"{{{((number + seed) % 3) switch { 0 => "VOLUME", 1 => "BRIGHTNESS", _ => "TEMPERATURE" }}}}","data":{"volume":{{{number % 101}}}}},"responseUid":"{{{seed:x6}}}{{{number:x10}}}"}"""));
                }

                try
                {
                    await client.SendAsync(frames.WrittenMemory);
                    for (var sent = 0; sent < Window; sent++)
                    {
                        await answered.WaitAsync(cancellation);
                    }
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private static async Task<double> CopyAsync(string postgres, CancellationToken cancellation)
    {
        const int Rows = 1_000_000;
        await using var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync(cancellation);
        await using (var create = new NpgsqlCommand("create table bench_bare (device_uid text, organization_uid text, type text, data text, recorded_at timestamptz)", connection))
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }

        var began = Stopwatch.GetTimestamp();
        await using (var writer = await connection.BeginBinaryImportAsync("copy bench_bare from stdin (format binary)", cancellation))
        {
            var now = DateTime.UnixEpoch.AddYears(56);
            for (var row = 0; row < Rows; row++)
            {
                await writer.StartRowAsync(cancellation);
                await writer.WriteAsync("01a20fe1839700003cce99a8280c0c8092a34aec1f67458a94368", cancellation);
                await writer.WriteAsync("01a20fd0b065000058f82ea716f222c64814de1315e9e5f531", cancellation);
                await writer.WriteAsync("VOLUME", cancellation);
                await writer.WriteAsync("{\"volume\":50}", cancellation);
                await writer.WriteAsync(DateTime.SpecifyKind(now.AddMilliseconds(row), DateTimeKind.Utc), NpgsqlDbType.TimestampTz, cancellation);
            }

            await writer.CompleteAsync(cancellation);
        }

        var rate = Rows / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await using var drop = new NpgsqlCommand("drop table bench_bare", connection);
        await drop.ExecuteNonQueryAsync(cancellation);
        return rate;
    }
}
