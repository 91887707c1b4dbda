using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Commands;

/// <summary>Sends the due commands of a connection, in order, until none is left.</summary>
public sealed partial class CommandPump(
    CommandDelivery delivery, CommandConditions conditions, DeviceActionCatalogue catalogue, ConnectionRegistry connections, TimeProvider time, ILogger<CommandPump> logger)
{
    // An answer window that begins with the sending is as good as one that begins with the receipt, unless the receipt is late.
    private static readonly TimeSpan LateReceipt = TimeSpan.FromSeconds(1);

    /// <summary>Makes the connection look for due commands; returns at once.</summary>
    public void Wake(DeviceConnection connection)
    {
        if (connection is { Device.IsPaired: true, Wire.IsReady: true })
        {
            connection.Pump.Look();
            Begin(connection);
        }
    }

    /// <summary>Sends commands that are marked as sent in this session, turn by turn; returns at once.</summary>
    public void Carry(DeviceConnection connection) => Begin(connection);

    private void Begin(DeviceConnection connection)
    {
        if (connection.Pump.TryBegin())
        {
            _ = DrainAsync(connection);
        }
    }

    private async Task DrainAsync(DeviceConnection connection)
    {
        await Task.Yield();
        try
        {
            do
            {
                await SendCarriedAsync(connection);
                while (connection.Pump.MustLook(connection.Wire.IsReady) && await delivery.ClaimAsync(connection.Session, CancellationToken.None) is { Count: > 0 } actions)
                {
                    foreach (var action in actions)
                    {
                        await SendAsync(connection, action);
                    }

                    // What was stored after the claim was carried here meanwhile; and more may be due than one claim takes.
                    await SendCarriedAsync(connection);
                    connection.Pump.Look();
                }
            }
            while (!connection.Pump.TryEnd());
        }
        catch (Exception exception)
        {
            connection.Pump.Abandon();
            Log.DrainFailed(logger, exception, connection.Device!.DeviceUid);
        }
    }

    private async Task SendCarriedAsync(DeviceConnection connection)
    {
        while (connection.Carried.TryDequeue(out var turn))
        {
            // Taken in the order of the commits; whoever has this turn ends it, be it with nothing.
            foreach (var action in await turn)
            {
                await SendAsync(connection, action);
            }
        }
    }

    private async Task SendAsync(DeviceConnection connection, DeviceAction action)
    {
        var session = connection.Session;
        if (catalogue.Find(action.Kind) is not { } kind)
        {
            return;
        }

        if (connection.Support!.Refusal(kind, action) is { } refusal)
        {
            await delivery.RefuseAsync(session, kind, action.Uid, refusal, CancellationToken.None);
            return;
        }

        if (await conditions.RefusalAsync(kind, action, CancellationToken.None) is { } unmet)
        {
            await delivery.CloseAsync(session, kind, action.Uid, unmet, CancellationToken.None);
            return;
        }

        var wire = Encode(connection, kind, action);
        var sentAt = time.Now();
        if (kind.CopiedToOtherConnection && connections.Of(session.DeviceUid).FirstOrDefault(other => other.Name != connection.Name) is { } other)
        {
            await other.SendIfWantedAsync(wire, CancellationToken.None);
        }

        await connection.SendActionAsync(
            wire,
            () => kind.Delivery == DeliveryClass.Forward || time.Now() - sentAt > LateReceipt
                ? delivery.ConfirmReceiptAsync(session, kind, action.Uid, CancellationToken.None)
                : Task.CompletedTask,
            CancellationToken.None);
    }

    private static WireAction Encode(DeviceConnection connection, DeviceActionKind kind, DeviceAction action)
    {
        using var value = JsonDocument.Parse(action.Value);
        return connection.Wants(kind.ExtensionAction)
            ? new(kind.ExtensionAction, new JsonObject { ["uid"] = action.Uid, ["value"] = JsonNode.Parse(action.Value) })
            : kind.Encode(action.Uid, value.RootElement)!;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Commands of device {DeviceUid} could not be sent; the next sweep tries again.")]
        public static partial void DrainFailed(ILogger logger, Exception exception, string deviceUid);
    }
}
