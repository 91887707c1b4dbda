using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain.Content;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Effects;

/// <summary>Puts an applet on the device. The timing bears the uid of the action.</summary>
public sealed class CreateTimingEffect : IStoredAtOnce
{
    public Type Kind => typeof(CreateTiming);

    public async Task<CommandFailure?> ApplyAsync(EffectTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var value = CreateTiming.Of(target.Command.Value);
        var timing = Row(target.Command, value, target.ActionUid, target.Now);
        if (await TimingRows.RefusalAsync(target, timing.AppletUid, timing.AppletVersion, added: 1, timing.Configuration.Length, cancellation) is { } refusal)
        {
            return refusal;
        }

        target.Db.Timings.Add(timing);
        if (value.Active == true)
        {
            await TimingRows.DisableOthersAsync(target, target.ActionUid, cancellation);
        }

        return null;
    }

    public async Task<bool> TryStoreAsync(PlacardDbContext db, NewCommand command, DeviceAction action, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(action);
        var value = CreateTiming.Of(command.Value);
        if (value.Active == true)
        {
            return false;
        }

        var timing = Row(command, value, action.Uid, action.CreatedAt);
        var length = timing.Configuration.Length;
        var room = new TimingRoom(TimingChecks.MostTimings - 1, TimingChecks.MostConfigurations - length);
        if (await db.GetService<IDialect>().TryAddTimingAsync(timing, action, room, cancellation) is not { } ground)
        {
            return false;
        }

        return ground switch
        {
            { IsStored: true } => true,
            { HasDevice: false } => throw new DeviceNotFreeException(),
            { HasVersion: false } => throw new CommandRefusedException(TimingRows.NoVersion),
            _ => throw new CommandRefusedException(
                TimingRows.Refusal(ground.Timings, ground.Configurations, added: 1, length) ?? throw new InvalidOperationException("The timing was not stored.")),
        };
    }

    private static Timing Row(NewCommand command, NewTimingValue value, string uid, DateTime now)
    {
        var startsAt = value.Active is null ? value.StartsAt ?? now : now;
        return new()
        {
            Uid = uid,
            OrganizationUid = command.OrganizationUid,
            DeviceUid = command.DeviceUid,
            AppletUid = value.AppletUid,
            AppletVersion = value.AppletVersion,
            StartsAt = startsAt,
            EndsAt = value.Active is null ? value.EndsAt ?? startsAt : startsAt,
            Configuration = value.Configuration is { } sent ? ConfigurationText.Plain(sent) : "{}",
            Position = value.Position ?? 1,
            FinishEventType = value.FinishEventType ?? "DURATION",
            FinishEventData = TimingRows.Text(value.FinishEventData),
            Enabled = value.Active != false,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
