using System.Collections.Concurrent;
using System.Text.Json;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Content;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Sessions;

/// <summary>Which device speaks, and for whom. The organization is empty while the device waits to be paired.</summary>
/// <param name="DeviceUid">The device.</param>
/// <param name="Duid">Its own identifier.</param>
/// <param name="OrganizationUid">Empty for nobody.</param>
/// <param name="MustReset">It still holds what an organization gave it that it left. Until it has reset, nobody gets its reports: they would show one customer's things to the next.</param>
/// <param name="MustForget">It moved to another organization, and its display may still play what the old one gave it: until it was told to drop that, nobody gets the display's reports.</param>
public sealed record DeviceIdentity(string DeviceUid, string Duid, string OrganizationUid, bool MustReset = false, bool MustForget = false)
{
    public bool IsPaired => OrganizationUid.Length > 0;
}

/// <summary>One open connection of one part of a device, from the opened wire to its end.</summary>
public sealed class DeviceConnection(IDeviceWire wire, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (DateTime SentAt, Func<Task>? Confirmed)> _unconfirmed = new(StringComparer.Ordinal);

    public IDeviceWire Wire => wire;

    /// <summary>Set by client-authenticate.</summary>
    public ClientAuthenticate? Client { get; set; }

    public DeviceSupport? Support { get; set; }

    /// <summary>Set by a successful log-in.</summary>
    public DeviceIdentity? Device { get; set; }

    public long Epoch { get; set; }

    /// <summary>Contents that an earlier session may have delivered already.</summary>
    public SuspectFrames Suspects { get; set; } = SuspectFrames.None;

    /// <summary>Contents of this session that wait to be stored.</summary>
    public WaitingFrames Waiting { get; } = new();

    /// <summary>What was last pushed in this session, by action type.</summary>
    public ConcurrentDictionary<string, string> Pushed { get; } = new(StringComparer.Ordinal);

    public PumpGate Pump { get; } = new();

    public ContentSession Content { get; } = new();

    /// <summary>Commands that are marked as sent in this session and wait to leave: a turn for each transaction that marks some, or failed to.</summary>
    public ConcurrentQueue<Task<IReadOnlyList<DeviceAction>>> Carried { get; } = new();

    /// <summary>What the device said before it logged in and is worth keeping.</summary>
    public ConcurrentQueue<JsonElement> Early { get; } = new();

    public string Name => Client?.Name ?? "";

    /// <summary>What it reports may be another organization's, so nobody gets it.</summary>
    public bool IsUnheard => Device is { MustReset: true } || (Device is { MustForget: true } && Name == ConnectionNames.Front);

    public SessionKey Session => new(Device!.DeviceUid, Name, Epoch);

    /// <summary>Since when the oldest frame waits for the device's receipt.</summary>
    public DateTime? OldestUnconfirmed
    {
        get
        {
            DateTime? oldest = null;
            foreach (var (_, (sentAt, _)) in _unconfirmed)
            {
                oldest = oldest is null || sentAt < oldest ? sentAt : oldest;
            }

            return oldest;
        }
    }

    public bool Wants(string actionType) => Support?.Actions.Contains(actionType) == true;

    /// <summary>Sends an action that the device asked for; one that it did not is not sent.</summary>
    public ValueTask SendIfWantedAsync(WireAction action, CancellationToken cancellation) =>
        Wants(action.Type) ? SendActionAsync(action, null, cancellation) : ValueTask.CompletedTask;

    /// <summary>Sends an action; the device confirms the receipt.</summary>
    public ValueTask SendActionAsync(WireAction action, Func<Task>? confirmed, CancellationToken cancellation)
    {
        var responseUid = Uids.Random(20);
        _unconfirmed[responseUid] = (time.Now(), confirmed);
        return wire.SendAsync(DeviceFrame.Request(FrameEvents.Action, action.ToPayload(), responseUid).ToUtf8(), cancellation);
    }

    public Task ConfirmedAsync(string responseUid) =>
        _unconfirmed.TryRemove(responseUid, out var sent) && sent.Confirmed is not null ? sent.Confirmed() : Task.CompletedTask;
}
