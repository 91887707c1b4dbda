namespace Placard.Api.Features.Applets.Building;

/// <summary>Makes of a version what devices download.</summary>
public sealed class AppletBuilder
{
    public Task BuildAsync(string appletUid, string version, CancellationToken cancellation) => Task.CompletedTask;
}
