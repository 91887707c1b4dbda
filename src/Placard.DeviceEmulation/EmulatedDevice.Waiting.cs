using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation;

public sealed partial class EmulatedDevice
{
    /// <summary>Completes as soon as the condition holds; it is asked after each change of the device.</summary>
    public Task WaitForAsync(Func<EmulatedDevice, bool> condition, CancellationToken cancellationToken) =>
        Signal.WaitAsync(() => condition(this), cancellationToken);

    /// <summary>Waits for the hash that pairs the device.</summary>
    public async Task<string> WaitForVerificationHashAsync(CancellationToken cancellationToken)
    {
        await WaitForAsync(device => device.VerificationHash is not null, cancellationToken);
        return VerificationHash ?? throw new InvalidOperationException("The device was verified at the same moment.");
    }

    /// <summary>Waits until both connections belong to a verified device.</summary>
    public Task WaitUntilVerifiedAsync(CancellationToken cancellationToken) =>
        WaitForAsync(device => device._front.Phase == ConnectionPhase.Verified && device._management.Phase == ConnectionPhase.Verified, cancellationToken);

    /// <summary>Waits until both connections are authenticated.</summary>
    public Task WaitUntilConnectedAsync(CancellationToken cancellationToken) =>
        WaitForAsync(device => device._front.Phase >= ConnectionPhase.Authenticated && device._management.Phase >= ConnectionPhase.Authenticated, cancellationToken);

    public Task WaitUntilDisconnectedAsync(CancellationToken cancellationToken) =>
        WaitForAsync(device => device._front.Phase == ConnectionPhase.Disconnected && device._management.Phase == ConnectionPhase.Disconnected, cancellationToken);

    /// <summary>Waits until this many sessions of a connection were authenticated.</summary>
    public Task WaitForSessionAsync(int number, CancellationToken cancellationToken, string connection = ConnectionNames.Management) =>
        WaitForAsync(device => device.Sessions(connection) >= number && device.Phase(connection) >= ConnectionPhase.Authenticated, cancellationToken);

    /// <summary>Waits for an action of the server, also one that came before; needs a history.</summary>
    public async Task<ReceivedAction> WaitForReceivedAsync(Func<ReceivedAction, bool> isWanted, CancellationToken cancellationToken)
    {
        ReceivedAction? found = null;
        await WaitForAsync(device => (found = device.History.ReceivedActions.FirstOrDefault(isWanted)) is not null, cancellationToken);
        return found!;
    }

    /// <summary>Waits for an action of the device, also one that was sent before; needs a history.</summary>
    public async Task<SentAction> WaitForSentAsync(Func<SentAction, bool> isWanted, CancellationToken cancellationToken)
    {
        SentAction? found = null;
        await WaitForAsync(device => (found = device.History.SentActions.FirstOrDefault(isWanted)) is not null, cancellationToken);
        return found!;
    }

    /// <summary>Waits until a command was carried out or decided against; needs a history.</summary>
    public async Task<ExecutedCommand> WaitForExecutedAsync(Func<ExecutedCommand, bool> isWanted, CancellationToken cancellationToken)
    {
        ExecutedCommand? found = null;
        await WaitForAsync(device => (found = device.History.ExecutedCommands.FirstOrDefault(isWanted)) is not null, cancellationToken);
        return found!;
    }
}
