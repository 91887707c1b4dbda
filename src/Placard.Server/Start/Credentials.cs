namespace Placard.Server.Start;

/// <summary>The keys of a new company: the account's, the organization's and the account's password. All values are hex or plain words, so a shell may source them.</summary>
internal sealed record Credentials(
    string Username, string? Password, string AccountTokenId, string AccountTokenSecret,
    string OrganizationUid, string OrganizationTokenId, string OrganizationTokenSecret)
{
    private const string ApiUrl = "SOS_API_URL";

    /// <summary>Lines for a shell. What is not known has no line: the address before the server listens, the password of an account that existed.</summary>
    public string ToEnvironment(string? apiUrl)
    {
        (string Name, string? Value)[] lines =
        [
            (ApiUrl, apiUrl),
            ("SOS_ORGANIZATION_UID", OrganizationUid),
            ("SOS_API_IDENTIFICATION", AccountTokenId),
            ("SOS_API_SECURITY_TOKEN", AccountTokenSecret),
            ("SOS_AUTH_CLIENT_ID", OrganizationTokenId),
            ("SOS_AUTH_SECRET", OrganizationTokenSecret),
            ("PLACARD_USERNAME", Username),
            ("PLACARD_PASSWORD", Password),
        ];
        return string.Concat(lines.Where(line => line.Value is not null).Select(line => $"{line.Name}={line.Value}\n"));
    }

    /// <summary>Puts the server's present address into the file, which else stays as it is.</summary>
    public static void SetApiUrl(string file, string apiUrl)
    {
        var lines = File.ReadAllLines(file);
        var changed = lines.Where(line => !line.StartsWith(ApiUrl + "=", StringComparison.Ordinal)).Prepend($"{ApiUrl}={apiUrl}").ToArray();
        if (!lines.SequenceEqual(changed))
        {
            DataDirectory.WriteSecretFile(file, string.Join('\n', changed) + "\n");
        }
    }
}
