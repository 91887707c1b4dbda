using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary>
/// Authentication, registration and verification on one connection: by stored session, else by duid, else register and authenticate again.
/// </summary>
internal sealed class IdentityFlow(EmulatedDevice device, DeviceConnection connection)
{
    private const int BySession = 0;
    private const int ByDuid = 1;

    private int _registrations;

    public void Start() => Authenticate(device.SessionUid is null ? ByDuid : BySession);

    /// <summary>Handles an action of the log-in; answers whether it was one.</summary>
    public bool TryHandle(string type, JsonElement payload)
    {
        switch (type)
        {
            case ChannelActions.SessionCreated:
                device.SessionUid = Text(payload, "uid");
                return true;
            case ChannelActions.AuthenticationSucceed:
                connection.Authenticated();
                connection.Outbox.DispatchOfLogin(new JsonObject { ["type"] = ChannelActions.CheckVerification, ["uid"] = device.Duid });
                return true;
            case ChannelActions.AuthenticationFailed:
                OnFailed(Number(payload, "reason"));
                return true;
            case ChannelActions.DeviceRegistrationSucceed:
                Authenticate(ByDuid);
                return true;
            case ChannelActions.DeviceRegistrationFailed:
                OnRegistrationFailed(Number(payload, "reason"));
                return true;
            case ChannelActions.VerificationHashCreated:
                device.ShowVerificationHash(Text(payload, "verificationHash"));
                return true;
            case ChannelActions.VerificationSucceed:
                connection.Verified();
                return true;
            default:
                return false;
        }
    }

    private void Authenticate(int authenticationType) =>
        connection.Outbox.DispatchOfLogin(new JsonObject
        {
            ["type"] = ChannelActions.AuthenticateDevice,
            ["credentials"] = new JsonObject { ["identity"] = authenticationType == BySession ? device.SessionUid : device.Duid },
            ["authenticationType"] = authenticationType,

            // The official client sends this misspelt copy too.
            ["autheticationType"] = authenticationType,
        });

    private void OnFailed(int? reason)
    {
        switch ((AuthenticationFailure?)reason)
        {
            case AuthenticationFailure.MissingSession:
                device.SessionUid = null;
                Authenticate(ByDuid);
                break;
            case AuthenticationFailure.MissingDevice when _registrations++ < 2:
                Register();
                break;
            default:
                connection.Close(1000, $"authentication failed: {reason}");
                break;
        }
    }

    private void OnRegistrationFailed(int? reason)
    {
        if ((RegistrationFailure?)reason == RegistrationFailure.AlreadyExists)
        {
            Authenticate(ByDuid);
        }
        else
        {
            connection.Close(1000, $"registration failed: {reason}");
        }
    }

    private void Register()
    {
        var action = new JsonObject
        {
            ["type"] = ChannelActions.RegisterDevice,
            ["uid"] = device.Duid,
            ["applicationType"] = device.Options.Profile.ApplicationType,
        };
        if (device.Options.AutoVerificationOrganizationUid is { } organization)
        {
            action["autoVerification"] = new JsonObject { ["organizationUid"] = organization };
        }

        connection.Outbox.DispatchOfLogin(action);
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
