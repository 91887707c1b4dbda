namespace Placard.DeviceProtocol;

/// <summary>
/// Action types of the channel itself: identity, registration, verification, subscription and what a device reports unasked.
/// Commands and their replies are not here: each stands in its kind's file of the catalogue.
/// </summary>
public static class ChannelActions
{
    // Identity, registration, verification.
    public const string AuthenticateDevice = "Authentication.AuthenticateDevice";
    public const string SessionCreated = "Authentication.SessionCreated";
    public const string AuthenticationSucceed = "Authentication.AuthenticationSucceed";
    public const string AuthenticationFailed = "Authentication.AuthenticationFailed";
    public const string RegisterDevice = "Device.RegisterDevice";
    public const string DeviceRegistrationSucceed = "Device.DeviceRegistrationSucceed";
    public const string DeviceRegistrationFailed = "Device.DeviceRegistrationFailed";
    public const string CheckVerification = "Device.Verification.CheckVerification";
    public const string VerificationHashCreated = "Device.Verification.VerificationHashCreated";
    public const string VerificationSucceed = "Device.Verification.VerificationSucceed";
    public const string PerformDeviceDeprovision = "Device.Deprovision.PerformDeviceDeprovision";

    // State that the device asks for and the server pushes when it changes.
    public const string SubscribeActiveApplet = "Applet.SubscribeActiveApplet";
    public const string UpdateAppletTimingsDefinition = "Applet.UpdateAppletTimingsDefinition";
    public const string LastActiveAppletMissed = "Applet.LastActiveAppletMissed";
    public const string UpdateDeviceAuthHash = "Device.DeviceAuthentication.UpdateDeviceAuthHash";
    public const string UpdateDevice = "Device.UpdateDevice";
    public const string UpdateOrganization = "Organization.UpdateOrganization";
    public const string GetLocation = "Location.GetLocation";
    public const string UpdateLocation = "Location.UpdateLocation";
    public const string GetOrganizationTags = "Organization.Tag.GetOrganizationTags";
    public const string UpdateOrganizationTags = "Organization.Tag.UpdateOrganizationTags";
    public const string GetDevicePolicyItems = "Device.Policy.GetDevicePolicyItems";
    public const string UpdateDevicePolicyItems = "Device.Policy.UpdateDevicePolicyItems";

    // Reports.
    public const string Ping = "Web.Application.Ping";
    public const string SocketConnected = "Web.Socket.Connected";
    public const string SocketDisconnected = "Web.Socket.Disconnected";
    public const string UpdateDeviceInfo = "Device.UpdateDeviceInfo";
    public const string NotifyDeviceApplicationVersion = "Device.NotifyDeviceApplicationVersion";
    public const string NotifyDeviceFrontDisplayVersion = "Device.FrontDisplay.NotifyDeviceFrontDisplayVersion";
    public const string NotifyDeviceVersion = "Device.Version.NotifyDeviceVersion";
    public const string NotifyDeviceFirmwareType = "Device.Firmware.NotifyDeviceFirmwareType";
    public const string NotifySupportedResolutions = "Device.Resolution.NotifySupportedResolutions";
    public const string NotifyCurrentTime = "Device.DateTime.NotifyCurrentTime";
    public const string NetworkStatusChanged = "Network.StatusChanged";
    public const string NotifyStorageStatus = "Device.Storage.NotifyStorageStatus";
    public const string NotifyBatteryStatus = "Device.Battery.NotifyBatteryStatus";
    public const string RecordTemperature = "Device.Temperature.RecordTemperature";
    public const string SetupControlPin = "Input.SetupControlPin";
    public const string RemoteControlSet = "Device.RemoteControl.Set";
    public const string SaveTakenScreenshot = "Screen.SaveTakenScreenshot";
    public const string UpdateDeviceTelemetryRecord = "Device.Telemetry.UpdateDeviceTelemetryRecord";
    public const string SystemLog = "System.SystemLog";
    public const string ActiveAppletDispatchCommand = "Applet.ActiveAppletDispatchCommand";
    public const string ActiveAppletReady = "Applet.ActiveAppletReady";
    public const string ActiveAppletLoaded = "Applet.ActiveAppletLoaded";
}
