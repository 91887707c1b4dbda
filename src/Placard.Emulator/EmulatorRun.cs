using System.Security.Cryptography;
using Placard.DeviceEmulation;
using Placard.DeviceEmulation.Pairing;
using Placard.DeviceEmulation.Swarm;
using Placard.DeviceProtocol;

namespace Placard.Emulator;

/// <summary>Runs the devices until it is told to stop.</summary>
internal static class EmulatorRun
{
    /// <summary>From here on devices keep no history and take no screenshots by themselves.</summary>
    private const int LargeSwarm = 50;

    public static async Task<int> RunAsync(EmulatorSettings settings, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (settings.Duration is { } duration)
        {
            end.CancelAfter(duration);
        }

        await using var swarm = new DeviceSwarm(SwarmOf(settings), TimeProvider.System);
        var output = new ProgressOutput(Console.Out, Console.IsOutputRedirected);
        if (settings.Count == 1)
        {
            output.Line($"duid {swarm.Devices[0].Duid}");
        }

        output.Line($"seed {settings.Seed}, {settings.Count} device(s), {settings.Server}");
        try
        {
            var starting = swarm.StartAsync(end.Token);
            await (settings.Count == 1 ? WatchOneAsync(swarm.Devices[0], output, end.Token) : WatchSwarmAsync(swarm, output, end.Token));
            await starting;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Told to stop: a regular end.
        }

        output.Line("stopping");
        var last = swarm.Progress;
        await swarm.StopAsync();
        output.Counts(last, swarm.Counters);
        return 0;
    }

    private static SwarmOptions SwarmOf(EmulatorSettings settings)
    {
        var pairing = settings.OrganizationToken is { } token ? new SelfPairing(token) : null;
        return new SwarmOptions
        {
            Count = settings.Count,
            Duids = settings.Count == 1 ? [settings.Duid ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(27))[..53]] : [],
            Profiles = settings.Brands,
            RampPerSecond = settings.Ramp,
            LocalAddresses = settings.LocalAddresses,
            Seed = settings.Seed,
            Device = new EmulatedDeviceOptions
            {
                Server = settings.Server,
                Duid = "",
                Driver = settings.Driver,
                CommandDelay = settings.CommandDelay,
                DownloadPackages = settings.DownloadApplets,
                FailureRate = settings.FailureRate,
                SilenceRate = settings.SilenceRate,
                OfflineSpells = settings.OfflineSpells,
                OnVerificationHash = pairing is null ? null : pairing.PairAsync,
                HistoryLimit = 0,
                PeriodicScreenshots = settings.Count < LargeSwarm,
                Timings = new EmulationTimings
                {
                    SocketPingInterval = settings.PingInterval,
                    ApplicationPingInterval = settings.PingInterval,
                    TelemetryDelay = settings.TelemetryDelay,
                    ReconnectMinimum = settings.ReconnectMinimum,
                    ReconnectMaximum = settings.ReconnectMinimum * 10,
                },
            },
        };
    }

    private static async Task WatchOneAsync(EmulatedDevice device, ProgressOutput output, CancellationToken cancellationToken)
    {
        string? shown = null;
        while (true)
        {
            await device.WaitForAsync(now => StatusOf(now) != shown, cancellationToken);
            shown = StatusOf(device);
            output.Line(shown);
        }
    }

    private static string StatusOf(EmulatedDevice device)
    {
        var phases = $"{PhaseOf(device, ConnectionNames.Front)}, {PhaseOf(device, ConnectionNames.Management)}";
        return device.VerificationHash is { } hash && !device.IsVerified ? $"verification hash {hash} ({phases})"
            : device.IsVerified ? $"verified ({phases}){(device.State.Name is { } name ? $", name {name}" : "")}"
            : phases;
    }

    private static string PhaseOf(EmulatedDevice device, string connection) =>
        device.Phase(connection) == ConnectionPhase.Disconnected && device.LastEndReason(connection) is { } reason
            ? $"{connection} disconnected: {reason}"
            : $"{connection} {device.Phase(connection).ToString().ToLowerInvariant()}";

    private static async Task WatchSwarmAsync(DeviceSwarm swarm, ProgressOutput output, CancellationToken cancellationToken)
    {
        var ready = false;
        while (true)
        {
            await swarm.Runtime.Scheduler.Delay(TimeSpan.FromSeconds(ready ? 10 : 1), cancellationToken);
            var progress = swarm.Progress;
            output.Progress(progress);
            if (!ready && progress.Verified == progress.Count)
            {
                ready = true;
                output.Line($"all {progress.Count} devices are verified");
            }
        }
    }
}
