using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.CoreAppChannel.Actions;

/// <summary>A device logs in, by the secret of an earlier log-in or by its bare duid, and its session begins.</summary>
public sealed partial class AuthenticateDeviceAction(
    Database database, SessionStart start, IOptions<GatewayOptions> options, TimeProvider time, ILogger<AuthenticateDeviceAction> logger) : IChannelAction, IDisposable
{
    private const int BySecret = 0;

    // Bounds how many log-ins compete for the database when a whole fleet comes back at once.
    private readonly SemaphoreSlim _turns = new(options.Value.ConcurrentLogIns);
    private readonly MinuteLimit _failures = new(options.Value.FailedLogInsPerMinute, time);

    public string Type => ChannelActions.AuthenticateDevice;

    public bool NeedsLogIn => false;

    public async Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            await LogInAsync(connection, payload, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task LogInAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        var address = connection.Wire.RemoteAddress;
        var identity = payload.Member("credentials")?.Text("identity");
        var bySecret = payload.Number("authenticationType") == BySecret;
        if (_failures.IsExhausted(address))
        {
            await FailAsync(connection, AuthenticationFailure.CommandFailed, cancellation);
            return;
        }

        var device = identity is null ? null : await FindAsync(identity, bySecret, cancellation);
        if (device is null)
        {
            _failures.TryCount(address);
            await FailAsync(connection, bySecret ? AuthenticationFailure.MissingSession : AuthenticationFailure.MissingDevice, cancellation);
            return;
        }

        if (device.Duid != connection.Client!.Duid || device.BannedAt is not null)
        {
            _failures.TryCount(address);
            await FailAsync(connection, bySecret ? AuthenticationFailure.MissingSession : AuthenticationFailure.MissingAccount, cancellation);
            return;
        }

        // The channel trusts a bare duid, so whoever learns one can be seen doing so.
        if (!bySecret)
        {
            Log.LoggedInByDuid(logger, device.Uid, connection.Name, address);
        }

        var secret = bySecret ? identity! : Uids.Random(50);
        await start.BeginAsync(connection, new(device.Uid, device.Duid, device.OrganizationUid ?? "", device.ResetPending, device.ForgetPending), bySecret ? null : secret, cancellation);
        await connection.SendIfWantedAsync(new(ChannelActions.SessionCreated, new JsonObject { ["uid"] = secret }), cancellation);
        await connection.SendIfWantedAsync(new(ChannelActions.AuthenticationSucceed, []), cancellation);
        start.Begun(connection);
    }

    private Task<FoundDevice?> FindAsync(string identity, bool bySecret, CancellationToken cancellation) => database.ReadAsync(db =>
    {
        var devices = db.AcrossOrganizations<Device>();
        if (bySecret)
        {
            var hash = Secrets.Hash(identity);
            devices = devices.Where(device => db.DeviceLogins.Any(login => login.SecretHash == hash && login.DeviceUid == device.Uid));
        }
        else
        {
            devices = devices.Where(device => device.Duid == identity);
        }

        return devices.Select(device => new FoundDevice(device.Uid, device.Duid, device.OrganizationUid, device.BannedAt, device.ResetPending, device.ForgetPending)).FirstOrDefaultAsync(cancellation);
    });

    private static ValueTask FailAsync(DeviceConnection connection, AuthenticationFailure reason, CancellationToken cancellation) =>
        connection.SendIfWantedAsync(new WireAction(ChannelActions.AuthenticationFailed, new JsonObject { ["reason"] = (int)reason }), cancellation);

    private sealed record FoundDevice(string Uid, string Duid, string? OrganizationUid, DateTime? BannedAt, bool ResetPending, bool ForgetPending);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Device {DeviceUid} logged in by its duid on connection {Connection} from {Address}.")]
        public static partial void LoggedInByDuid(ILogger logger, string deviceUid, string connection, string? address);
    }
}
