using System.Text.Json.Nodes;

namespace Placard.Api.OpenApi;

/// <summary>What fields that many operations share usually hold, for the examples of the API document. A field of one kind has its example in its own comment.</summary>
internal static class UsualValues
{
    private const string Uid = "019a3f5c7b2e0000d41d8cd98f00b204e9800998ecf8427e12";
    private const string Device = Uid + "a4c";
    private const string Instant = "2026-03-24T15:00:01.250Z";

    private const string Storage =
        $$"""{"internal":{"capacity":8000000000,"freeSpace":6500000000},"removable":{"capacity":0,"freeSpace":0},"updatedAt":"{{Instant}}"}""";

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["Content-MD5"] = "\"hYljADUvYpAd2Q9JHCWkAA==\"",
        ["Content-Type"] = "\"text/html\"",
        ["_id"] = "\"5f8d0d55b54764421b7156d9\"",
        ["accountId"] = "7205759403792794",
        ["accountIds"] = "[7205759403792794]",
        ["accountMasterIds"] = "[7205759403792794]",
        ["applicationType"] = "\"tizen\"",
        ["applicationVersion"] = "\"2.3.0\"",
        ["archivedAt"] = "null",
        ["authHash"] = "\"de3fb7d30bd54a4cb763165a\"",
        ["batteryStatus"] = $$"""{"chargeType":"AC","isCharging":true,"percentage":50,"updatedAt":"{{Instant}}"}""",
        ["brand"] = "\"Samsung\"",
        ["color"] = "\"#303124\"",
        ["configuration"] = """{"identification":"x1"}""",
        ["connectionMethod"] = "\"websocket\"",
        ["connections"] = "[]",
        ["currentTime"] = $$"""{"time":"{{Instant}}","timezone":"Europe/Prague","updatedAt":"{{Instant}}"}""",
        ["data"] = """{"volume":50}""",
        ["duid"] = "\"2a323a51511fe55b2acfb2609086be837468493a1ebd886b8d9b7\"",
        ["failCode"] = "null",
        ["failMessage"] = "null",
        ["failedAt"] = "null",
        ["finishEvent"] = """{"type":"DURATION","data":60000}""",
        ["firmwareVersion"] = "\"T-KTSUABC-1017\"",
        ["frontDisplayVersion"] = "\"3.1.0\"",
        ["hash"] = "\"a1b2c3\"",
        ["id"] = "\"9f2c41d07be85a36c1d4\"",
        ["identification"] = "\"someone@example.org\"",
        ["isCompany"] = "false",
        ["maxDevicesCount"] = "null",
        ["message"] = "\"OK\"",
        ["model"] = "\"QM55R\"",
        ["name"] = "\"Lobby\"",
        ["networkInterfaces"] = """{"ethernet":{"macAddress":"02:00:00:4a:17:c3","localAddress":"192.168.1.20"}}""",
        ["oauthClientId"] = "\"9f2c41d07be85a36c1d4\"",
        ["oauthClientSecret"] = "\"(60 hex)\"",
        ["osVersion"] = "\"4.0\"",
        ["parentTagUid"] = "null",
        ["password"] = "\"(password)\"",
        ["pinCode"] = "\"4071\"",
        ["replacedDeviceUid"] = $"\"{Device}\"",
        ["securityToken"] = "\"(60 hex)\"",
        ["serialNumber"] = "\"SN-20931-A\"",
        ["skipProvision"] = "false",
        ["storage"] = Storage,
        ["storageStatus"] = Storage,
        ["subscriptionType"] = "\"all\"",
        ["supportedResolutions"] = """[{"width":1920,"height":1080}]""",
        ["telemetries"] = $$$"""{"VOLUME":{"data":{"volume":50},"updatedAt":"{{{Instant}}}"}}""",
        ["timezone"] = "\"Europe/Prague\"",
        ["title"] = "\"Shop and Co\"",
        ["type"] = "\"SET_VOLUME\"",
        ["verificationHash"] = "\"a1b2c3\"",
    };

    // Of an originator only one is there.
    private static readonly HashSet<string> Rare = ["organizationToken", "policy", "bulkOperation", "device"];

    public static bool IsRare(string name) => Rare.Contains(name);

    public static bool TryGet(string name, out JsonNode? value)
    {
        var known = Named.TryGetValue(name, out var json);
        value = known ? JsonNode.Parse(json!) : null;
        return known;
    }

    public static string Text(string name, string? format) => name switch
    {
        _ when format == "date-time" => Instant,
        "deviceUid" or "emulatorUid" => Device,
        _ when name == "uid" || name.EndsWith("Uid", StringComparison.Ordinal) => Uid,
        _ when name.EndsWith("Uri", StringComparison.Ordinal) || name.EndsWith("Url", StringComparison.Ordinal) || name == "uri" => "https://signage.example.org/something",
        _ => "text",
    };
}
