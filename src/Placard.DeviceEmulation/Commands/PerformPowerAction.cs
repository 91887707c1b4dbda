using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>
/// Success is reported before the action is carried out, which waits for the server's response to that report. The front acknowledges every type but
/// carries out only those of the applet; the management part is silent on these.
/// </summary>
internal sealed class PerformPowerAction : IDeviceCommand
{
    private const string Succeeded = "Device.Power.PerformPowerActionSucceed";
    private const string Failed = "Device.Power.PerformPowerActionFailed";

    public string Type => "Device.Power.PerformPowerAction";

    public Part Parts => Part.Both;

    public async Task ExecuteAsync(CommandContext command)
    {
        if (command.Integer("powerType") is not { } number || !Enum.IsDefined((PowerType)number))
        {
            command.StaySilent();
            return;
        }

        var action = (PowerType)number;
        var isOfApplet = action is PowerType.AppletReload or PowerType.AppletRefresh or PowerType.AppletEnable or PowerType.AppletDisable;
        if (!command.IsFront && isOfApplet)
        {
            command.StaySilent();
            return;
        }

        if (command.Verdict == CommandVerdict.Fail)
        {
            command.Reply(Failed);
            return;
        }

        await AcceptAsync(command);
        if (command.Verdict == CommandVerdict.FailAfterAccepting)
        {
            command.Reply(Failed);
        }
        else if (command.IsFront == isOfApplet)
        {
            Perform(command, action);
        }
    }

    private static async Task AcceptAsync(CommandContext command)
    {
        var acknowledged = command.ReplyAndWaitAsync(Succeeded);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(command.Device.Stopping);
        var enough = command.Device.Runtime.Scheduler.Delay(command.Device.Options.Timings.PowerActionPatience, patience.Token);
        await Task.WhenAny(acknowledged, enough);
        await patience.CancelAsync();
    }

    private static void Perform(CommandContext command, PowerType action)
    {
        command.Device.SystemLogs.Write("PowerActionPerformed", command.IsFront ? ConnectionNames.Front : ConnectionNames.Management, new() { ["action"] = NameOf(action) });
        switch (action)
        {
            case PowerType.AppRestart or PowerType.SystemReboot or PowerType.BackupRestart:
                command.Device.Restart(NameOf(action));
                break;
            case PowerType.AppletReload or PowerType.AppletRefresh:
                command.State.AppletReloads++;
                break;
            case PowerType.DisplayPowerOn or PowerType.DisplayPowerOff:
                command.State.DisplayOn = action == PowerType.DisplayPowerOn;
                command.TelemetryChanged("DISPLAY_POWER_ON");
                break;
            case PowerType.AppletEnable or PowerType.AppletDisable:
                command.State.AppletEnabled = action == PowerType.AppletEnable;
                break;
            case PowerType.FileSystemWipeout:
                command.State.StorageWipes++;
                command.State.AppletDefinitions = [];
                command.Device.Restart(NameOf(action));
                break;
            case PowerType.ReapplyPolicy:
                command.State.PolicyReapplications++;
                command.Device.Policies.Reapply();
                break;
        }
    }

    /// <summary>APP_RESTART and so on.</summary>
    public static string NameOf(PowerType action) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(action.ToString());
}
