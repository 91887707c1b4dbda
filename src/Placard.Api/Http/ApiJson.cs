using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.Api.Features.Accounts;
using Placard.Api.Features.AppletCommands;
using Placard.Api.Features.Applets;
using Placard.Api.Features.Auditing;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.DeviceApplets;
using Placard.Api.Features.Devices;
using Placard.Api.Features.DeviceSettings;
using Placard.Api.Features.DeviceSoftware;
using Placard.Api.Features.DeviceTelemetry;
using Placard.Api.Features.Emulators;
using Placard.Api.Features.Invitations;
using Placard.Api.Features.Locations;
using Placard.Api.Features.Members;
using Placard.Api.Features.Monitoring;
using Placard.Api.Features.Organizations;
using Placard.Api.Features.Provisioning;
using Placard.Api.Features.Tags;
using Placard.Api.Features.Timings;
using Placard.Domain.Catalogue;

namespace Placard.Api.Http;

/// <summary>The one place where the source-generated contexts of all domain folders are chained.</summary>
internal static class ApiJson
{
    private static readonly IJsonTypeInfoResolver[] Contexts =
    [
        HttpJson.Default,
        AccountsJson.Default,
        InvitationsJson.Default,
        OrganizationsJson.Default,
        AuditingJson.Default,
        MembersJson.Default,
        DevicesJson.Default,
        DeviceActionsJson.Default,
        AppletCommandsJson.Default,
        DeviceAppletsJson.Default,
        TimingsJson.Default,
        DeviceSettingsJson.Default,
        DeviceSoftwareJson.Default,
        DeviceTelemetryJson.Default,
        MonitoringJson.Default,
        EmulatorsJson.Default,
        AppletsJson.Default,
        TagsJson.Default,
        LocationsJson.Default,
        ProvisioningJson.Default,
    ];

    /// <summary>For what callers send: forgiving where forms and older clients need it, never about the spelling of names.</summary>
    public static JsonSerializerOptions Requests { get; } = MakeRequests();

    /// <summary>For what the API answers: every null written, exact dates, and text as readable as UTF-8 is.</summary>
    public static void ConfigureResponses(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new InstantConverter());
        for (var index = Contexts.Length - 1; index >= 0; index--)
        {
            options.TypeInfoResolverChain.Insert(0, Contexts[index]);
        }
    }

    private static JsonSerializerOptions MakeRequests()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            MaxDepth = BodyReading.MaxDepth,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(Contexts),
            Converters =
            {
                new LenientInt32Converter(),
                new LenientBooleanConverter(),
                new StrictTextConverter(),
                new InstantConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(NoFields))]
internal sealed partial class HttpJson : JsonSerializerContext;
