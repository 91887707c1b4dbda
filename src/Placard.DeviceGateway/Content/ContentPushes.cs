using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Content;

namespace Placard.DeviceGateway.Content;

/// <summary>
/// Tells displays what to show: when they ask, when it changed, and when time changes it. One reader takes all requests in order and many at once,
/// so a display never hears an older state after a newer one, and ten thousand that switch at noon cost few queries.
/// </summary>
public sealed partial class ContentPushes(
    Database database, ContentClock clock, ConnectionRegistry connections, TimeProvider time, ILogger<ContentPushes> logger) : BackgroundService
{
    private const int BatchSize = 32;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>(new() { SingleReader = true });

    /// <summary>The display asked for its content. Ends when it was told.</summary>
    public Task SubscribeAsync(DeviceConnection connection)
    {
        connection.Content.Subscribe();
        return LookAsync(connection);
    }

    /// <summary>Something may have changed: the display is told if so. Ends after that.</summary>
    public Task LookAsync(DeviceConnection connection)
    {
        if (connection.Name != ConnectionNames.Front || !connection.Content.IsSubscribed)
        {
            return Task.CompletedTask;
        }

        var request = new Request(connection);
        return _requests.Writer.TryWrite(request) ? request.Done.Task : Task.CompletedTask;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        clock.Due = due =>
        {
            foreach (var connection in due)
            {
                _ = LookAsync(connection);
            }
        };
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _requests.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Request>(BatchSize);
        try
        {
            while (await _requests.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < BatchSize && _requests.Reader.TryRead(out var request))
                {
                    batch.Add(request);
                }

                await TellAsync(batch, stoppingToken);
                batch.Clear();
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Time to stop, also of a server whose start failed.
        }
        finally
        {
            // Sessions that wait for an answer must be able to end.
            _requests.Writer.TryComplete();
            batch.ForEach(request => request.Done.TrySetResult());
            while (_requests.Reader.TryRead(out var request))
            {
                request.Done.TrySetResult();
            }
        }
    }

    private async Task TellAsync(List<Request> batch, CancellationToken cancellation)
    {
        var displays = batch.Select(request => request.Connection).Where(connection => connection is { Device.IsPaired: true }).Distinct().ToList();
        var told = new Dictionary<DeviceConnection, Task>();
        try
        {
            var deviceUids = displays.Select(connection => connection.Device!.DeviceUid).Distinct().ToArray();
            var timings = await database.ReadAsync(db => ContentDefinitions.LoadAsync(db, deviceUids, cancellation));
            var now = time.Now();
            foreach (var connection in displays)
            {
                told[connection] = Tell(connection, timings, now);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Log.LookFailed(logger, exception, displays.Count);
            displays.ForEach(connection => SetClock(connection, time.Now() + RetryAfter));
        }

        foreach (var request in batch)
        {
            _ = request.EndAsync(told.GetValueOrDefault(request.Connection, Task.CompletedTask));
        }
    }

    private Task Tell(DeviceConnection connection, ILookup<string, LoadableTiming> timings, DateTime now)
    {
        if (connection.Device is not { IsPaired: true } device)
        {
            return Task.CompletedTask;
        }

        // A device that moved meanwhile gets nothing of the organization that its session does not speak for.
        var own = timings[device.DeviceUid].Where(timing => timing.OrganizationUid == device.OrganizationUid).ToList();
        var spans = own.ConvertAll(timing => timing.Span);
        SetClock(connection, ContentInForce.NextEdge(spans, now));
        var definitions = ContentInForce.At(spans, now).Select(span => ContentDefinitions.Encode(own.Find(timing => timing.Span.Uid == span.Uid)!));
        var action = Action([.. definitions]);
        var hash = ContentDefinitions.Hash(Encoding.UTF8.GetBytes(action.Type + action.Fields.ToJsonString()));
        var asked = connection.Content.TakeAsked();
        if (!asked && connection.Content.Told == hash)
        {
            return Task.CompletedTask;
        }

        connection.Content.Told = hash;

        // Not waited for here: a display whose socket is stuck must not hold up the others. Frames of one connection keep their order.
        return SendAsync(connection, action);
    }

    // An empty list would break the device.
    private static WireAction Action(JsonNode[] definitions) => definitions.Length == 0
        ? new(ChannelActions.LastActiveAppletMissed, [])
        : new(ChannelActions.UpdateAppletTimingsDefinition, new JsonObject { ["definitions"] = new JsonArray(definitions) });

    private async Task SendAsync(DeviceConnection connection, WireAction action)
    {
        try
        {
            await connection.SendIfWantedAsync(action, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The session has ended, or will: the next one asks again.
            Log.SendFailed(logger, exception, connection.Device?.DeviceUid ?? "");
        }
    }

    // A session that ended before its instant was set would otherwise stay in the clock.
    private void SetClock(DeviceConnection connection, DateTime? at)
    {
        clock.Set(connection, at);
        if (at is not null && connections.Find(connection.Device!.DeviceUid, connection.Name) != connection)
        {
            clock.Forget(connection);
        }
    }

    private sealed record Request(DeviceConnection Connection)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task EndAsync(Task told)
        {
            await told;
            Done.TrySetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The content of {Count} displays could not be looked up; the next try follows.")]
        public static partial void LookFailed(ILogger logger, Exception exception, int count);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Content could not be sent to device {DeviceUid}.")]
        public static partial void SendFailed(ILogger logger, Exception exception, string deviceUid);
    }
}
