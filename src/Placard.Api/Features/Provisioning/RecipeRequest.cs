using System.Text.Json;
using System.Text.Json.Serialization;
using Placard.Api.Http;

namespace Placard.Api.Features.Provisioning;

/// <summary>
/// A recipe: which device, by its brand and its serial number or MAC address or both, and what it gets. Other spaces and case than the device's own
/// make no difference. A recipe that is created needs <c>brand</c> and one of <c>serialNumber</c> and <c>macAddress</c>; an update changes what is
/// sent, and null or empty text takes a field away.
/// </summary>
/// <param name="OrganizationUid">Only when a recipe is created: its organization. May be left out where the credentials see only one.</param>
/// <param name="Brand" example="&quot;LGE&quot;">The brand that the device reports; 1 to 255 characters.</param>
/// <param name="Model" example="&quot;55SM5C-BF-1&quot;">The model that the device reports; any if not said. 1 to 255 characters.</param>
/// <param name="SerialNumber" example="&quot;912MXKL0X123&quot;">The serial number that the device reports; 1 to 255 characters.</param>
/// <param name="SeriaNumber" example="null">The same, as it is spelled in one place of the contract.</param>
/// <param name="MacAddress" example="&quot;12:34:56:78:90:ab&quot;">One of the addresses that the device reports, with colons, hyphens, dots or nothing in between.</param>
/// <param name="TagUids">At most 100 tags of the organization; also a single one as text.</param>
/// <param name="DeviceName" example="&quot;Lobby left&quot;">What the device will be called; 1 to 255 characters.</param>
/// <param name="PolicyUid" example="null">Reserved: there are no policies yet.</param>
/// <param name="LocationUid">A location of the organization.</param>
/// <param name="AppletUid">Placard's own: an applet of the organization that the device will show. Goes together with <c>appletVersion</c>.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">Placard's own: a version of that applet.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">Placard's own: handed to the applet; an object, or text that holds one as JSON, of at most 64 KiB.</param>
public sealed record RecipeRequest(
    string? OrganizationUid,
    string? Brand,
    string? Model,
    string? SerialNumber,
    string? SeriaNumber,
    string? MacAddress,
    [property: JsonConverter(typeof(TextOrListConverter))] IReadOnlyList<string>? TagUids,
    string? DeviceName,
    string? PolicyUid,
    string? LocationUid,
    string? AppletUid,
    string? AppletVersion,
    JsonElement? Configuration);
