using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Channel;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Telemetry;

/// <summary>What a device tells of itself each time it has logged in, beside telemetry.</summary>
internal static class DeviceNotifications
{
    public static void Send(EmulatedDevice device, DeviceConnection connection)
    {
        var profile = device.Options.Profile;
        if (connection.Name == ConnectionNames.Front)
        {
            connection.Outbox.Dispatch(Action(ChannelActions.NotifyDeviceFrontDisplayVersion, ("version", profile.FrontDisplayVersion)));
            return;
        }

        var outbox = connection.Outbox;
        outbox.Dispatch(Action(
            ChannelActions.UpdateDeviceInfo,
            ("applicationType", profile.ApplicationType),
            ("model", profile.Model),
            ("serialNumber", device.Facts.SerialNumber),
            ("brand", profile.Brand),
            ("osVersion", profile.OsVersion)));
        outbox.Dispatch(Action(ChannelActions.NotifyDeviceApplicationVersion, ("deviceUid", device.Duid), ("applicationVersion", device.State.ApplicationVersion)));
        SendFirmware(device);
        outbox.Dispatch(Action("Device.UpdateSerialNumberSupport", ("supported", true)));
        outbox.Dispatch(Action(ChannelActions.NotifySupportedResolutions, ("supportedResolutions", Resolutions(device))));
        SendCurrentTime(device);
        outbox.Dispatch(Action(ChannelActions.NetworkStatusChanged, ("data", NetworkInterfaces(device))));
        outbox.Dispatch(Action(ChannelActions.SetupControlPin, ("pin", device.State.Pin)));
        SendStorage(device);
        if (profile.Temperature)
        {
            outbox.Dispatch(Action(ChannelActions.RecordTemperature, ("temperature", device.Facts.Temperature)));
        }
    }

    public static void SendFirmware(EmulatedDevice device)
    {
        var outbox = device.Connection(ConnectionNames.Management).Outbox;
        outbox.Dispatch(Action(ChannelActions.NotifyDeviceVersion, ("deviceUid", device.Duid), ("version", device.State.FirmwareVersion)));
        if (device.Options.Profile.FirmwareType is { } type)
        {
            outbox.Dispatch(Action(ChannelActions.NotifyDeviceFirmwareType, ("firmwareType", type)));
        }
    }

    public static void SendCurrentTime(EmulatedDevice device)
    {
        var now = device.Facts.LocalTime;
        var action = Action(
            ChannelActions.NotifyCurrentTime,
            ("timestamp", now.ToUnixTimeMilliseconds()),
            ("timezone", device.State.TimeZone),

            // POSIX sign: west is positive, in minutes.
            ("timezoneOffset", -(int)now.Offset.TotalMinutes),
            ("ntpEnabled", device.State.NtpServer is not null));
        if (device.State.NtpServer is { } server)
        {
            action["ntpServer"] = server;
        }

        device.Connection(ConnectionNames.Management).Outbox.Dispatch(action);
    }

    /// <summary>Storage and, where there is one, the battery: both are notifications with an interval.</summary>
    public static void SendStorage(EmulatedDevice device)
    {
        var profile = device.Options.Profile;
        var outbox = device.Connection(ConnectionNames.Management).Outbox;
        var units = new JsonArray(Unit(device, "internal", profile.StorageBytes, removable: false));
        if (profile.RemovableStorageBytes is { } removable)
        {
            units.Add(Unit(device, "usb1", removable, removable: true));
        }

        outbox.Dispatch(Action(ChannelActions.NotifyStorageStatus, ("storageStatus", new JsonObject { ["storageUnits"] = units })));
        if (profile.Battery)
        {
            outbox.Dispatch(Action(ChannelActions.NotifyBatteryStatus, ("batteryStatus", new JsonObject
            {
                ["percentage"] = device.Facts.BatteryPercent,
                ["isCharging"] = true,
                ["chargeType"] = "AC",
                ["lastChargingTime"] = DeviceTime.Iso(device.Runtime.Time.GetUtcNow()),
            })));
        }
    }

    public static JsonArray NetworkInterfaces(EmulatedDevice device)
    {
        var interfaces = new JsonArray(Interface(device, "ethernet", "eth0", device.Facts.EthernetMac));
        if (device.Options.Profile.Wifi)
        {
            interfaces.Add(new JsonObject { ["type"] = "wifi", ["name"] = "wlan0", ["macAddress"] = device.Facts.WifiMac, ["disabled"] = true });
        }

        return interfaces;
    }

    private static JsonObject Interface(EmulatedDevice device, string type, string name, string mac) => new()
    {
        ["type"] = type,
        ["name"] = name,
        ["macAddress"] = mac,
        ["localAddress"] = device.Facts.LocalAddress,
        ["gateway"] = device.Facts.Gateway,
        ["netmask"] = "255.255.255.0",
        ["dns"] = new JsonArray(device.Facts.Gateway),
    };

    private static JsonArray Resolutions(EmulatedDevice device) =>
    [
        .. device.Options.Profile.Resolutions.Select(size =>
        {
            var resolution = new JsonObject { ["width"] = size.Width, ["height"] = size.Height };
            if (size.Framerate is { } framerate)
            {
                resolution["framerate"] = framerate;
            }

            return resolution;
        }),
    ];

    private static JsonObject Unit(EmulatedDevice device, string type, long capacity, bool removable) => new()
    {
        ["type"] = type,
        ["capacity"] = capacity,
        ["freeSpace"] = device.Facts.FreeBytes(capacity),
        ["usableSpace"] = device.Facts.FreeBytes(capacity),
        ["removable"] = removable,
    };

    private static JsonObject Action(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var action = new JsonObject { ["type"] = type };
        foreach (var (name, value) in fields)
        {
            action[name] = value;
        }

        return action;
    }
}
