using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Catalogue;
using Placard.Domain.Content;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>Changes one timing of the device, or all that show an applet.</summary>
public sealed class UpdateTimingEffect : IActionEffect
{
    public Type Kind => typeof(UpdateTiming);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var change = UpdateTiming.Of(target.Command.Value);
        var timings = await TimingRows.Of(target, change.Uid, change.AppletUid).OrderByDescending(timing => timing.CreatedAt).ToListAsync(cancellation);
        if (timings.Count == 0)
        {
            return new(FailCodes.NotFound, "The device has no such timing.");
        }

        var configurations = timings.ConvertAll(timing => Configuration(timing, change));
        var errors = new ValueErrors();
        configurations.ForEach(configuration => TimingChecks.ConfigurationSize(errors, "configuration", configuration));
        if (!errors.IsEmpty)
        {
            return new(FailCodes.LimitReached, errors.Errors[0].Reason, errors.Errors[0].Field);
        }

        var grown = configurations.Sum(configuration => ConfigurationText.Plain(configuration).Length) - timings.Sum(timing => timing.Configuration.Length);
        if ((change.AppletVersion is not null || grown > 0)
            && await TimingRows.RefusalAsync(target, timings[0].AppletUid, change.AppletVersion ?? timings[0].AppletVersion, added: 0, grown, cancellation) is { } refusal)
        {
            return refusal;
        }

        foreach (var (timing, configuration) in timings.Zip(configurations))
        {
            Apply(timing, change, configuration, target.Now);
        }

        if (change.Active == true)
        {
            // One is active at most: of several with the applet the newest.
            timings.Skip(1).ToList().ForEach(timing => timing.Enabled = false);
            await TimingRows.DisableOthersAsync(target, timings[0].Uid, cancellation);
        }

        return null;
    }

    private static void Apply(Timing timing, TimingChangeValue change, JsonElement configuration, DateTime now)
    {
        timing.AppletVersion = change.AppletVersion ?? timing.AppletVersion;
        timing.Configuration = ConfigurationText.Plain(configuration);
        timing.Position = change.Position ?? timing.Position;
        timing.FinishEventType = change.FinishEventType ?? timing.FinishEventType;
        timing.FinishEventData = change.FinishEventData.ValueKind == JsonValueKind.Undefined ? timing.FinishEventData : TimingRows.Text(change.FinishEventData);
        timing.StartsAt = change.Active == true ? now : change.StartsAt ?? timing.StartsAt;
        timing.EndsAt = change.Active == true ? now : change.EndsAt ?? timing.EndsAt;
        timing.Enabled = change.Active ?? (timing.Enabled || change.StartsAt is not null || change.EndsAt is not null);
        timing.UpdatedAt = now;
    }

    private static JsonElement Configuration(Timing timing, TimingChangeValue change)
    {
        var whole = change.Configuration ?? JsonElement.Parse(timing.Configuration);
        if (change is { ConfigurationSet: null, ConfigurationRemoveKeys: null })
        {
            return whole;
        }

        var members = JsonObject.Create(whole)!;
        foreach (var member in change.ConfigurationSet?.EnumerateObject() ?? default)
        {
            members[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        foreach (var key in change.ConfigurationRemoveKeys ?? [])
        {
            members.Remove(key);
        }

        return JsonSerializer.SerializeToElement(members, CatalogueJson.Default.JsonObject);
    }
}

/// <summary>Takes timings off the device. Nothing else becomes active by that.</summary>
public sealed class DeleteTimingEffect : IActionEffect
{
    public Type Kind => typeof(DeleteTiming);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var removal = DeleteTiming.Of(target.Command.Value);
        var going = TimingRows.Of(target, removal.Uid, removal.AppletUid);
        going = removal.AppletVersion is { } version ? going.Where(timing => timing.AppletVersion == version) : going;
        return await going.ExecuteDeleteAsync(cancellation) == 0 ? new(FailCodes.NotFound, "The device has no such timing.") : null;
    }
}
