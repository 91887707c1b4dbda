namespace Placard.DeviceEmulation.Scheduling;

/// <summary>FNV-1a: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class StableHash
{
    public static long Of(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 0x100000001b3UL);
        }

        return unchecked((long)hash);
    }
}
