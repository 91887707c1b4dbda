using System.Text;
using System.Text.Json;
using Placard.Domain.Catalogue;
using Placard.Domain.Content;

namespace Placard.Domain.DeviceActions;

/// <summary>What the kinds of timings share: limits, and the one form of what callers write in several.</summary>
public static class TimingChecks
{
    public const int MostTimings = 1000;
    public const int MostConfigurationBytes = 64 * 1024;

    /// <summary>Characters of all configurations of a device: what is in force goes to it in one frame.</summary>
    public const int MostConfigurations = 1024 * 1024;

    private const int MostFinishEventBytes = 4 * 1024;
    private const int MostUid = 64;
    private static readonly string[] FinishEventTypes = ["DURATION", "SCREEN_TAP", "IDLE_TIMEOUT"];

    public static void ConfigurationSize(ValueErrors errors, string field, JsonElement configuration)
    {
        if (Encoding.UTF8.GetByteCount(ConfigurationText.Plain(configuration)) > MostConfigurationBytes)
        {
            errors.Add(field, $"must have at most {MostConfigurationBytes} bytes");
        }
    }

    internal static void Named(ValueErrors errors, string field, string value) => errors.Text(field, value, 1, MostUid);

    internal static void Optional(ValueErrors errors, string field, string? value)
    {
        if (value is not null)
        {
            errors.Text(field, value, 1, MostUid);
        }
    }

    internal static void OneNamed(ValueErrors errors, string? uid, string? appletUid)
    {
        Optional(errors, "uid", uid);
        Optional(errors, "appletUid", appletUid);
        if (uid is null && appletUid is null)
        {
            errors.Add("appletUid", "is required");
        }
    }

    internal static void Configuration(ValueErrors errors, string field, JsonElement? sent)
    {
        if (sent is not { } written)
        {
            return;
        }

        if (ConfigurationText.TryRead(written, out var configuration))
        {
            ConfigurationSize(errors, field, configuration);
        }
        else
        {
            errors.Add(field, "must be an object, or text that holds one as JSON");
        }
    }

    internal static void FinishEvent(ValueErrors errors, string? type, JsonElement data, FinishEventValue? whole)
    {
        var (typeField, dataField) = whole is null ? ("finishEventType", "finishEventData") : ("finishEvent.type", "finishEvent.data");
        (type, data) = FinishEventOf(type, data, whole);
        if (type is not null && !FinishEventTypes.Contains(type))
        {
            errors.Add(typeField, $"must be one of {string.Join(", ", FinishEventTypes)}");
        }

        if (data.ValueKind != JsonValueKind.Undefined && Encoding.UTF8.GetByteCount(ConfigurationText.Plain(data)) > MostFinishEventBytes)
        {
            errors.Add(dataField, $"must have at most {MostFinishEventBytes} bytes");
        }
    }

    internal static (string? Type, JsonElement Data) FinishEventOf(string? type, JsonElement data, FinishEventValue? whole) =>
        whole is null ? (type, data) : (whole.Type ?? type, whole.Data.ValueKind == JsonValueKind.Undefined ? data : whole.Data);

    internal static JsonElement? ConfigurationOf(JsonElement? sent) =>
        sent is { } written && ConfigurationText.TryRead(written, out var configuration) ? configuration : null;

    internal static DateTime? WholeMilliseconds(DateTime? instant) =>
        instant is { } exact ? new(exact.Ticks - (exact.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc) : null;
}
