using Placard.DeviceEmulation.Channel;

namespace Placard.DeviceEmulation.Commands;

/// <summary>Decides what becomes of each received command and carries it out.</summary>
internal sealed class CommandRunner(EmulatedDevice device)
{
    public void Handle(DeviceConnection connection, ReceivedAction action)
    {
        var command = CommandRegistry.All.Find(action.Type);
        if (command is null || !connection.AnnouncedActions.Contains(action.Type))
        {
            device.Runtime.Counters.Add(Count.ActionsUnexpected);
            return;
        }

        _ = RunAsync(connection, command, action);
    }

    private async Task RunAsync(DeviceConnection connection, IDeviceCommand command, ReceivedAction action)
    {
        var outcome = command.IsAnswered ? Decide(action) : new CommandOutcome(CommandVerdict.Succeed, TimeSpan.Zero);
        if (command.IsAnswered)
        {
            device.Runtime.Counters.Add(Count.Commands);
        }

        var context = new CommandContext(device, connection, action, outcome.Verdict);
        try
        {
            if ((outcome.Delay ?? device.Options.CommandDelay) is { Ticks: > 0 } delay)
            {
                await device.Runtime.Scheduler.Delay(delay, device.Stopping);
            }

            if (outcome.Verdict != CommandVerdict.Silent)
            {
                await command.ExecuteAsync(context);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (UnusableCommandException)
        {
            // Commands with an answer for it have given it; the others are silent, as a device is.
            context.StaySilent();
        }

        Record(connection, command, action, context.Verdict);
    }

    private CommandOutcome Decide(ReceivedAction action)
    {
        if (device.Options.DecideCommand?.Invoke(action) is { } decided)
        {
            return decided;
        }

        var draw = device.Options.SilenceRate + device.Options.FailureRate > 0 ? device.Sequence.NextFraction() : 1;
        return new CommandOutcome(
            draw < device.Options.SilenceRate ? CommandVerdict.Silent
            : draw < device.Options.SilenceRate + device.Options.FailureRate ? CommandVerdict.Fail
            : CommandVerdict.Succeed);
    }

    private void Record(DeviceConnection connection, IDeviceCommand command, ReceivedAction action, CommandVerdict verdict)
    {
        device.History.Add(new ExecutedCommand(connection.Name, action.Type, action.Uid, verdict, device.Runtime.Time.GetUtcNow()));
        if (command.IsAnswered)
        {
            device.Runtime.Counters.Add(verdict switch
            {
                CommandVerdict.Succeed => Count.CommandsSucceeded,
                CommandVerdict.Silent => Count.CommandsSilent,
                _ => Count.CommandsFailed,
            });
        }

        device.Signal.Raise();
    }
}
