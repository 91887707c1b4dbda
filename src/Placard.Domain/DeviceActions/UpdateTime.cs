using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Clock, time zone and time server of the device. At least one of the three; a time needs its zone.</summary>
/// <param name="Time" example="&quot;2026-03-24T15:00:00&quot;">
/// Local time in the zone, without an offset: YYYY-MM-DDTHH:MM:SS.mmm, the same without milliseconds or seconds, or with a space for the T.
/// Or a UNIX timestamp in milliseconds, as number or text: an instant, for which the zone only sets the zone.
/// </param>
/// <param name="Timezone" example="&quot;Europe/Prague&quot;">IANA name such as Europe/Prague. Some devices know only few of them.</param>
/// <param name="NtpServer" example="&quot;pool.ntp.org&quot;">Host name of a time server.</param>
public sealed record TimeRequest(JsonElement? Time, string? Timezone, string? NtpServer);

/// <summary>What was asked for; not the device's clock.</summary>
/// <param name="Timestamp" example="1774360800000">UNIX milliseconds; null when no time was set.</param>
/// <param name="Timezone" example="&quot;Europe/Prague&quot;">IANA name; null when no zone was set.</param>
/// <param name="NtpServer" example="&quot;pool.ntp.org&quot;">Host name of a time server, or null.</param>
public sealed record TimeValue(long? Timestamp, string? Timezone, string? NtpServer);

public sealed class UpdateTime : DeviceActionKind<TimeRequest, TimeValue>
{
    // As far as dates are written with four digits, and a day less for the zones.
    private const long LastTimestamp = 253_370_764_800_000;

    private static readonly string[] LocalTimes =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss",

        // As the reference writes it.
        "yyyy-MM-dd'T:'HH:mm",
    ];

    public override string ActionType => "UPDATE_TIME";

    public override string Summary => "Sets clock, time zone and time server of the device.";

    public override ActionRoute Route => new("time", "UpdateDeviceTimeDateAndTimezone", "GetDeviceTimeDateAndTimezone");

    public override string Telemetry => "DATETIME";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(10);

    public override bool CopiedToOtherConnection => true;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.DateTime.UpdateDeviceTimeSettingsSucceed", ReplyOutcome.Succeeded),
        new("Device.DateTime.UpdateDeviceTimeSettingsFailed", ReplyOutcome.Failed),
    ];

    // Official devices set a zone without listing SET_TIMEZONE, so a zone alone is tried.
    public override string? CapabilityFor(JsonElement value) => Value(value) switch
    {
        { Timestamp: not null } => "SET_TIME",
        { Timezone: null } => "NTP_TIME",
        _ => null,
    };

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        Value(value) is var wanted
        && (wanted.Timezone is null || telemetry.Text("timezone") == wanted.Timezone)
        && (wanted.NtpServer is null || telemetry.Text("ntpServer") == wanted.NtpServer);

    protected override JsonTypeInfo<TimeRequest> RequestJson => TimeJson.Default.TimeRequest;

    protected override JsonTypeInfo<TimeValue> ValueJson => TimeJson.Default.TimeValue;

    protected override TimeValue Accept(TimeRequest request, ValueErrors errors)
    {
        var zone = request.Timezone is null ? null : ZonedTime.Find(request.Timezone);
        if (request is { Time: null, Timezone: null, NtpServer: null })
        {
            errors.Add("time", "one of time, timezone, ntpServer is required");
        }

        if (request.Timezone is null && request.Time is not null)
        {
            errors.Add("timezone", "is required together with time");
        }
        else if (request.Timezone is not null && zone is null)
        {
            errors.Add("timezone", "must be the IANA name of a time zone");
        }

        if (request.NtpServer is { } server && (server.Length > 253 || Uri.CheckHostName(server) == UriHostNameType.Unknown))
        {
            errors.Add("ntpServer", "must be a host name");
        }

        return new(request.Time is { } time ? Timestamp(time, zone ?? TimeZoneInfo.Utc, errors) : null, request.Timezone, request.NtpServer);
    }

    protected override string DecidingConnection(TimeValue value) => ConnectionNames.Management;

    // What is not to change is left out; but a device that finds no zone at all takes "undefined" for one.
    protected override WireAction Encode(string uid, TimeValue value)
    {
        var fields = new JsonObject { ["uid"] = uid, ["timezone"] = value.Timezone };
        if (value.Timestamp is { } timestamp)
        {
            fields["timestamp"] = timestamp;
        }

        if (value.NtpServer is { } ntpServer)
        {
            fields["ntpServer"] = ntpServer;
        }

        return new("Device.DateTime.UpdateDeviceTimeSettings", fields);
    }

    private static long? Timestamp(JsonElement time, TimeZoneInfo zone, ValueErrors errors)
    {
        var (text, number) = time.ValueKind switch
        {
            JsonValueKind.String => (time.GetString()!, 0),
            JsonValueKind.Number when time.TryGetDouble(out var written) => (null, Math.Round(written, MidpointRounding.AwayFromZero)),
            _ => ("", 0d),
        };
        if (text is null || double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return Within(number);
        }

        if (!DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            errors.Add("time", "must be a local time without an offset, such as 2026-03-29T18:26:42.640, or a UNIX timestamp in milliseconds");
            return null;
        }

        return local.Year is >= 1970 and <= 9998
            ? Within(Math.Floor((ZonedTime.ToUtc(local, zone) - DateTime.UnixEpoch).TotalMilliseconds))
            : Within(-1);

        long? Within(double timestamp)
        {
            if (timestamp is >= 0 and <= LastTimestamp)
            {
                return (long)timestamp;
            }

            errors.Add("time", "must lie between the years 1970 and 9998");
            return null;
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(TimeRequest))]
[JsonSerializable(typeof(TimeValue))]
internal sealed partial class TimeJson : JsonSerializerContext;
