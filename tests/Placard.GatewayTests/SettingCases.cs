using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;
using Placard.TestKit;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>One setting from the call to the frame and back.</summary>
/// <param name="Method">Of the call.</param>
/// <param name="Path">Of the call, below the device; also of the list, where there is one.</param>
/// <param name="Body">Of the call.</param>
/// <param name="ActionType">In the action log.</param>
/// <param name="Wire">Action that the device gets.</param>
/// <param name="Fields">Its fields beside the uid.</param>
/// <param name="Succeeded">The device's yes.</param>
/// <param name="Failed">The device's no.</param>
public sealed record SettingCase(
    string Method, string Path, string Body, string ActionType, string Wire, string Fields, string Succeeded, string Failed)
{
    /// <summary>Which part of the device decides.</summary>
    public string Connection { get; init; } = ConnectionNames.Management;

    public bool IsListed { get; init; } = true;

    public string? Telemetry { get; init; }

    /// <summary>What the device says when it is in force.</summary>
    public string? Data { get; init; }

    public override string ToString() => $"{ActionType} {Body}";
}

public static class SettingCases
{
    private const string Timer = "Device.Timer.SyncTimerSettings";
    private const string Time = "Device.DateTime.UpdateDeviceTimeSettings";
    private const string Schedule = "Device.Power.SchedulePowerAction";

    /// <summary>By a short name, which is what a test shows.</summary>
    public static IReadOnlyDictionary<string, SettingCase> All { get; } = new Dictionary<string, SettingCase>
    {
        ["size"] = new(
            "PUT", "resolution", """{"orientation":"LANDSCAPE","size":{"width":1280,"height":720},"framerate":60}""", "RESIZE",
            "Device.Resolution.ResizeDevice", """{"screenOrientation":"LANDSCAPE","screenSize":{"width":1280,"height":720,"framerate":60}}""",
            "Device.Resolution.DeviceResizeSucceeded", "Device.Resolution.DeviceResizeFailed")
        {
            Telemetry = "RESOLUTION",
            Data = """{"width":1280,"height":720,"framerate":60}""",
        },
        ["named resolution"] = new(
            "PUT", "resolution", """{"orientation":"PORTRAIT_FLIPPED","resolution":"FULL_HD","framerate":25,"videoOrientation":"LANDSCAPE"}""", "RESIZE",
            "Device.Resolution.ResizeDevice",
            """{"screenOrientation":"PORTRAIT_FLIPPED","screenSize":{"width":1920,"height":1080},"videoOrientation":"LANDSCAPE"}""",
            "Device.Resolution.DeviceResizeSucceeded", "Device.Resolution.DeviceResizeFailed")
        {
            Telemetry = "ORIENTATION",
            Data = """{"orientation":"PORTRAIT_FLIPPED","videoOrientation":"LANDSCAPE"}""",
        },
        ["time"] = new(
            "PUT", "time", """{"time":"2018-09-09T09:09:34.001","timezone":"Europe/Prague","ntpServer":"pool.ntp.org"}""", "UPDATE_TIME",
            Time, """{"timestamp":1536476974001,"timezone":"Europe/Prague","ntpServer":"pool.ntp.org"}""", $"{Time}Succeed", $"{Time}Failed")
        {
            Telemetry = "DATETIME",
            Data = """{"timezone":"Europe/Prague","ntpServer":"pool.ntp.org"}""",
        },
        ["time zone"] = new(
            "PUT", "time", """{"timezone":"Asia/Tokyo"}""", "UPDATE_TIME", Time, """{"timezone":"Asia/Tokyo"}""", $"{Time}Succeed", $"{Time}Failed")
        {
            Telemetry = "DATETIME",
            Data = """{"timezone":"Asia/Tokyo","ntpServer":"pool.ntp.org"}""",
        },
        ["time server"] = new(
            "PUT", "time", """{"ntpServer":"time.example.org"}""", "UPDATE_TIME",
            Time, """{"timezone":null,"ntpServer":"time.example.org"}""", $"{Time}Succeed", $"{Time}Failed")
        {
            Telemetry = "DATETIME",
            Data = """{"timezone":"Europe/Prague","ntpServer":"time.example.org"}""",
        },
        ["native timer"] = new(
            "PUT", "timer-settings",
            """{"type":"TIMER_1","level":"NATIVE","timeOn":"08:00:00","timeOff":"20:00:00","weekdays":["mon","fri"],"volume":30}""", "SET_TIMER",
            Timer, """{"level":"NATIVE","timerType":"TIMER_1","timeOn":"08:00:00","timeOff":"20:00:00","weekdays":["mon","fri"],"volume":30}""",
            $"{Timer}Succeed", $"{Timer}Failed")
        {
            Telemetry = "TIMERS",
            Data = """[{"type":"TIMER_1","timeOn":"08:00:00","timeOff":"20:00:00","weekdays":["MONDAY","FRIDAY"],"volume":30}]""",
        },
        ["software timer"] = new(
            "PUT", "timer-settings",
            """{"type":"TIMER_2","level":"PROPRIETARY","timeOn":"08:00:00","timeOff":null,"weekdays":["sun"],"volume":0}""", "SET_PROPRIETARY_TIMER",
            Timer, """{"level":"PROPRIETARY","timerType":"TIMER_2","timeOn":"08:00:00","timeOff":null,"weekdays":["sun"],"volume":0}""",
            $"{Timer}Succeed", $"{Timer}Failed")
        {
            Telemetry = "PROPRIETARY_TIMERS",
            Data = """[{"type":"TIMER_2","timeOn":"08:00:00","timeOff":null,"weekdays":["SUNDAY"],"volume":0}]""",
        },
        ["schedule of the machine"] = new(
            "POST", "scheduled-power-action", """{"powerAction":"DISPLAY_POWER_ON","weekdays":["MONDAY","SUNDAY"],"time":"08:15:00"}""",
            "SET_SCHEDULED_POWER_ACTION", Schedule, """{"powerType":4,"weekdays":[1,0],"time":"08:15:00"}""", $"{Schedule}Succeed", $"{Schedule}Failed"),
        ["schedule of the applet"] = new(
            "POST", "scheduled-power-action", """{"powerAction":"APPLET_REFRESH","weekdays":["SATURDAY"],"time":"23:00:00"}""",
            "SET_SCHEDULED_POWER_ACTION", Schedule, """{"powerType":3,"weekdays":[6],"time":"23:00:00"}""", $"{Schedule}Succeed", $"{Schedule}Failed")
        {
            Connection = ConnectionNames.Front,
        },
        ["auto recovery"] = new(
            "PUT", "auto-recovery", """{"enabled":true,"healthcheckIntervalMs":30000,"autoEnableTimeoutMs":60000}""", "SET_AUTO_RECOVERY",
            "Device.AutoRecovery.SetAutoRecovery", """{"enabled":true,"healthcheckIntervalMs":30000}""",
            "Device.AutoRecovery.SetAutoRecoverySucceeded", "Device.AutoRecovery.SetAutoRecoveryFailed")
        {
            Telemetry = "AUTO_RECOVERY",
            Data = """{"enabled":true,"healthcheckIntervalMs":30000}""",
        },
        ["no peer recovery"] = new(
            "PUT", "peer-recovery", """{"enabled":false,"autoEnableTimeoutMs":30000}""", "SET_PEER_RECOVERY",
            "Device.PeerRecovery.SetPeerRecovery", """{"enabled":false,"autoEnableTimeoutMs":30000}""",
            "Device.PeerRecovery.SetPeerRecoverySucceeded", "Device.PeerRecovery.SetPeerRecoveryFailed")
        {
            Telemetry = "PEER_RECOVERY",
            Data = """{"enabled":false,"autoEnableTimeoutMs":30000}""",
        },
        ["peer recovery"] = new(
            "PUT", "peer-recovery", """{"enabled":true,"urlLauncherAddress":"http://10.0.0.5:8080"}""", "SET_PEER_RECOVERY",
            "Device.PeerRecovery.SetPeerRecovery", """{"enabled":true,"urlLauncherAddress":"http://10.0.0.5:8080"}""",
            "Device.PeerRecovery.SetPeerRecoverySucceeded", "Device.PeerRecovery.SetPeerRecoveryFailed")
        {
            Telemetry = "PEER_RECOVERY",
            Data = """{"enabled":true,"urlLauncherAddress":"http://10.0.0.5:8080"}""",
        },
        ["extended management"] = new(
            "PUT", "extended-management", """{"url":"https::/example.com"}""", "SET_EXTENDED_MANAGEMENT",
            "Device.ExtendedManagement.SetUrl", """{"url":"https::/example.com"}""",
            "Device.ExtendedManagement.SetUrlSucceed", "Device.ExtendedManagement.SetUrlFailed")
        {
            Telemetry = "EXTENDED_MANAGEMENT",
            Data = """{"url":"https::/example.com"}""",
        },
        ["no extended management"] = new(
            "PUT", "extended-management", """{"url":null}""", "SET_EXTENDED_MANAGEMENT", "Device.ExtendedManagement.SetUrl", """{"url":null}""",
            "Device.ExtendedManagement.SetUrlSucceed", "Device.ExtendedManagement.SetUrlFailed")
        {
            Telemetry = "EXTENDED_MANAGEMENT",
            Data = """{"url":null}""",
        },
        ["vpn"] = new(
            "PUT", "vpn", """{"enable":true}""", "SET_VPN", "Device.VPN.SetDeviceConnectionToVPN", """{"enabled":true}""",
            "Device.VPN.SetVPNSucceed", "Device.VPN.SetVPNFailed"),
        ["key"] = new(
            "PUT", "revoke-key", "{}", "REVOKE_KEY", "Device.Secret.RegenerateCryptoKeyPair", "{}",
            "Device.Secret.RegenerateCryptoKeyPairSucceeded", "Device.Secret.RegenerateCryptoKeyPairFailed")
        {
            IsListed = false,
        },
        ["security, as an extension"] = new(
            "PUT", "security", """{"usbEnabled":false,"wifiEnabled":null}""", "SET_SECURITY",
            "Placard.SetSecurity", """{"value":{"usbEnabled":false,"wifiEnabled":null}}""", "Placard.SetSecuritySucceeded", "Placard.SetSecurityFailed")
        {
            IsListed = false,
        },
        ["pin, as an extension"] = new(
            "POST", "pin-code", "{}", "REFRESH_PIN", "Placard.RefreshPin", """{"value":{}}""", "Placard.RefreshPinSucceeded", "Placard.RefreshPinFailed")
        {
            IsListed = false,
        },
    };

    public static TheoryData<string> Names => new(All.Keys);

    public static TheoryData<DatabaseKind, string> EveryDatabase
    {
        get
        {
            var data = new TheoryData<DatabaseKind, string>();
            foreach (var database in Databases.Available)
            {
                foreach (var name in All.Keys)
                {
                    data.Add(database, name);
                }
            }

            return data;
        }
    }

    /// <summary>Whether the frame says what the case expects: these fields and its uid, nothing else.</summary>
    public static void AssertFrame(this SettingCase setting, JsonElement frame)
    {
        var fields = JsonObject.Create(frame)!;
        fields.Remove("type");
        fields.Remove("uid");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(setting.Fields), fields), fields.ToJsonString());
    }
}
