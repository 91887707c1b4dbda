using Placard.Domain.Auditing;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Jobs;

namespace Placard.Workers.Retention;

/// <summary>All that is not kept for ever. Frames that devices may repeat are forgotten by the gateway, in minutes.</summary>
internal static class RetentionRules
{
    public static IReadOnlyList<RetentionRule> All { get; } =
    [
        new RowRule<TelemetryRecord>(
            "telemetry", options => options.Telemetry,
            (db, before) => db.AcrossOrganizations<TelemetryRecord>().Where(record => record.RecordedAt < before).OrderBy(record => record.RecordedAt)),
        new ReportedRows<DeviceEvent>(
            "device-events", options => options.DeviceEvents,
            (db, before) => db.AcrossOrganizations<DeviceEvent>().Where(record => record.OccurredAt < before).OrderBy(record => record.OccurredAt)),
        new ReportedRows<AppletCommand>(
            "applet-commands", options => options.AppletCommands,
            (db, before) => db.AcrossOrganizations<AppletCommand>().Where(command => command.ReceivedAt < before).OrderBy(command => command.ReceivedAt)),
        new RowRule<Screenshot>(
            "screenshots", options => options.Screenshots,
            (db, before) => db.AcrossOrganizations<Screenshot>().Where(screenshot => screenshot.TakenAt < before).OrderBy(screenshot => screenshot.TakenAt)),
        new FinishedActions(),
        new RowRule<ConnectionInterval>(
            "connections", options => options.Connections,
            (db, before) => db.ConnectionIntervals.Where(interval => interval.DisconnectedAt < before).OrderBy(interval => interval.DisconnectedAt)),
        new RowRule<DeviceReport>(
            "reports", options => options.Reports,
            (db, before) => db.AcrossOrganizations<DeviceReport>().Where(report => report.Day < before).OrderBy(report => report.Day)),
        new RowRule<DeviceUpload>(
            "uploads", options => options.Uploads,
            (db, before) => db.DeviceUploads.Where(upload => upload.CreatedAt < before).OrderBy(upload => upload.CreatedAt)),
        new RowRule<ContentUpload>(
            "content-uploads", options => options.Uploads,
            (db, before) => db.AcrossOrganizations<ContentUpload>().Where(upload => upload.ExpiresAt < before).OrderBy(upload => upload.ExpiresAt)),
        new ReplacedBuilds(),
        new RowRule<DeviceVerification>(
            "verifications", options => options.Verifications,
            (db, before) => db.DeviceVerifications.Where(verification => verification.ExpiresAt < before).OrderBy(verification => verification.ExpiresAt)),
        new RowRule<AuditRecord>(
            "audit", options => options.AuditRecords,
            (db, before) => db.AuditRecords.Where(record => record.CreatedAt < before).OrderBy(record => record.CreatedAt)),
        new RowRule<Job>(
            "jobs", options => options.FinishedJobs,
            (db, before) => db.Jobs.Where(job => job.FinishedAt < before).OrderBy(job => job.FinishedAt)),
    ];
}
