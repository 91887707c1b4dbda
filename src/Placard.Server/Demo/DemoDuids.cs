using System.Text.Json;
using Placard.Domain;
using Placard.Server.Start;

namespace Placard.Server.Demo;

/// <summary>The demo devices' own identifiers, kept beside the database: whoever knows one can speak for the device, so they are random.</summary>
internal sealed class DemoDuids(DataDirectory directory)
{
    private sealed record Kept(IReadOnlyList<string> Duids);

    /// <summary>The identifiers of that many devices: first those of the last time.</summary>
    public IReadOnlyList<string> Take(int count)
    {
        var kept = Read();
        var taken = kept.Take(count).ToList();
        while (taken.Count < count)
        {
            taken.Add(Uids.Duid());
        }

        if (!taken.SequenceEqual(kept))
        {
            DataDirectory.WriteSecretFile(directory.Demo, JsonSerializer.Serialize(new Kept(taken), JsonSerializerOptions.Web));
        }

        return taken;
    }

    public void Forget() => File.Delete(directory.Demo);

    private IReadOnlyList<string> Read()
    {
        try
        {
            return File.Exists(directory.Demo) ? JsonSerializer.Deserialize<Kept>(File.ReadAllText(directory.Demo), JsonSerializerOptions.Web)?.Duids ?? [] : [];
        }
        catch (JsonException)
        {
            // A file that cannot be read costs new devices and nothing else.
            return [];
        }
    }
}
