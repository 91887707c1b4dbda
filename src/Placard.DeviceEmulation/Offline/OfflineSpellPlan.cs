namespace Placard.DeviceEmulation.Offline;

/// <summary>Throws the dice for a device once a minute; when they say so it goes offline for a while.</summary>
internal static class OfflineSpellPlan
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    public static void Start(EmulatedDevice device)
    {
        if (device.Options.OfflineSpells is { ChancePerMinute: > 0 } spells)
        {
            Plan(device, spells);
        }
    }

    private static void Plan(EmulatedDevice device, OfflineSpells spells) =>
        device.Runtime.Scheduler.After(Step * (0.5 + device.Sequence.NextFraction()), () =>
        {
            if (device.Stopping.IsCancellationRequested)
            {
                return;
            }

            if (device.IsHeldOffline || !device.Sequence.Chance(spells.ChancePerMinute))
            {
                Plan(device, spells);
                return;
            }

            device.Disconnect();
            device.Runtime.Scheduler.After(device.Sequence.Between(spells.Shortest, spells.Longest), () =>
            {
                device.Reconnect();
                Plan(device, spells);
            });
        });
}
