using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceActions;

/// <summary>One entry of a device's history.</summary>
/// <param name="Uid">Uid of the action.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="Type">Kind of action, such as SET_VOLUME.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="SucceededAt">When the device said that it was done; null as long as it has not.</param>
/// <param name="FailedAt">When it failed; null as long as it has not.</param>
/// <param name="Originator">Who asked for it.</param>
/// <param name="Data">The value, in the shape of the kind.</param>
/// <param name="FailCode">Why it failed: device_failed, timed_out, outcome_unknown, expired, superseded, not_supported, version_not_available, not_found, device_moved or withdrawn. A field of Placard's own.</param>
/// <param name="FailMessage">The same for people. A field of Placard's own.</param>
/// <param name="Result">What is known beyond success and failure, such as the progress of a firmware upgrade; null when nothing is. A field of Placard's own.</param>
public sealed record ActionRecordResponse(
    string Uid,
    string DeviceUid,
    string Type,
    DateTime CreatedAt,
    DateTime? SucceededAt,
    DateTime? FailedAt,
    OriginatorResponse Originator,
    RawJson Data,
    string? FailCode,
    string? FailMessage,
    RawJson? Result);

/// <summary>Exactly one of these.</summary>
/// <param name="Account">A person.</param>
/// <param name="OrganizationToken">A key pair of the organization.</param>
/// <param name="Policy">A policy.</param>
/// <param name="BulkOperation">A bulk operation.</param>
/// <param name="Device">The device itself.</param>
public sealed record OriginatorResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AccountOriginator? Account = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TokenOriginator? OrganizationToken = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UidOriginator? Policy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UidOriginator? BulkOperation = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UidOriginator? Device = null);

/// <param name="AccountId">Id of the account.</param>
public sealed record AccountOriginator(long AccountId);

/// <param name="Id">Id of the key pair.</param>
public sealed record TokenOriginator(string Id);

/// <param name="Uid">Its uid.</param>
public sealed record UidOriginator(string Uid);

internal static class ActionRecordMapping
{
    public static readonly Expression<Func<DeviceAction, Row<ActionRecordResponse>>> ToRow = action => new Row<ActionRecordResponse>
    {
        At = action.CreatedAt,
        Uid = action.Uid,
        Item = new ActionRecordResponse(
            action.Uid,
            action.DeviceUid,
            action.Kind,
            action.CreatedAt,
            action.SucceededAt,
            action.FailedAt,
            ToOriginator(action.OriginatorKind, action.OriginatorId),
            new RawJson(action.Value),
            action.FailCode,
            action.FailMessage,
            action.Result == null ? null : new RawJson(action.Result)),
    };

    private static OriginatorResponse ToOriginator(OriginatorKind kind, string id) => kind switch
    {
        OriginatorKind.Account => new(Account: new(long.Parse(id, CultureInfo.InvariantCulture))),
        OriginatorKind.OrganizationToken => new(OrganizationToken: new(id)),
        OriginatorKind.Policy => new(Policy: new(id)),
        OriginatorKind.BulkOperation => new(BulkOperation: new(id)),
        OriginatorKind.Device => new(Device: new(id)),
        _ => new(),
    };
}
