using System.Text.Json;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Ingest;

/// <summary>One thing that a device reported, waiting to be stored together with others.</summary>
public sealed class Report
{
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required DeviceIdentity Device { get; init; }

    /// <summary>Adds what is to be stored.</summary>
    public required Action<ReportTarget> Write { get; init; }

    /// <summary>The report changes the device's own row.</summary>
    public bool ChangesDevice { get; init; }

    /// <summary>The frame that brought it, to be remembered in the same transaction; null when the server made the report.</summary>
    public StoredFrame? Frame { get; init; }

    /// <summary>Done after the commit.</summary>
    public Task Stored => _stored.Task;

    public void Succeed() => _stored.TrySetResult();

    public void Fail(Exception exception) => _stored.TrySetException(exception);
}

/// <summary>Where a report puts its rows.</summary>
public sealed class ReportTarget(ReportBatch batch, DeviceIdentity identity, Device? device)
{
    /// <summary>The tracked row, for reports that change it. Null when the device is gone.</summary>
    public Device? Device => device;

    /// <summary>Capabilities to be kept with the device's session, by connection name.</summary>
    public List<(string Connection, string Capabilities)> Capabilities { get; } = [];

    /// <summary>What the report shows of the device: it may prove commands.</summary>
    public List<ShownTelemetry> Shown { get; } = [];

    public void AddTelemetry(string type, string data, DateTime at)
    {
        batch.Telemetry.Add(new()
        {
            DeviceUid = identity.DeviceUid,
            OrganizationUid = identity.OrganizationUid,
            Type = type,
            Data = data,
            RecordedAt = at,
        });
        Show(type, data, at);
    }

    /// <summary>Says the same as telemetry of the type, which the device reports apart: so it is not stored a second time.</summary>
    public void Show(string type, string data, DateTime at) => Shown.Add(new(identity.DeviceUid, type, data, at));

    public void AddEvent(string type, JsonElement payload, DateTime at) => AddEvent(type, payload.GetRawText(), at);

    public void AddEvent(string type, string payload, DateTime at) => batch.Events.Add(new()
    {
        DeviceUid = identity.DeviceUid,
        OrganizationUid = identity.OrganizationUid,
        Type = type,
        Payload = payload,
        OccurredAt = at,
    });

    public void AddAppletCommand(string uid, ReportedCommand command, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(command);
        batch.AppletCommands.Add(new()
        {
            Uid = uid,
            DeviceUid = identity.DeviceUid,
            OrganizationUid = identity.OrganizationUid,
            AppletUid = command.AppletUid,
            Type = command.Type,
            Command = command.Command,
            TimingChecksum = command.TimingChecksum,
            IsFromDevice = true,
            ReceivedAt = at,
        });
    }
}
