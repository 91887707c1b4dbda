namespace Placard.TestKit;

/// <summary>The keys that a first start made. Its text form shows none of them, so that no failing test prints one.</summary>
public sealed class ServerCredentials
{
    private readonly Dictionary<string, string> _values;

    private ServerCredentials(Dictionary<string, string> values) => _values = values;

    public string OrganizationUid => _values["SOS_ORGANIZATION_UID"];

    public string AccountTokenId => _values["SOS_API_IDENTIFICATION"];

    public string Username => _values["PLACARD_USERNAME"];

    public string Password => _values["PLACARD_PASSWORD"];

    public string ApiUrl => _values["SOS_API_URL"];

    /// <summary>Value of <c>X-Auth</c> that acts as the account.</summary>
    public string AccountKey => $"{AccountTokenId}:{_values["SOS_API_SECURITY_TOKEN"]}";

    /// <summary>Value of <c>X-Auth</c> that acts as the organization.</summary>
    public string OrganizationKey => $"{_values["SOS_AUTH_CLIENT_ID"]}:{_values["SOS_AUTH_SECRET"]}";

    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>All of it, as environment variables for a client that a test starts.</summary>
    public IReadOnlyDictionary<string, string> ForEnvironment => _values;

    public static ServerCredentials Read(string file) =>
        new(File.ReadAllLines(file)
            .Where(line => line.Contains('=', StringComparison.Ordinal))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));

    public override string ToString() => $"credentials of organization {OrganizationUid}";
}
