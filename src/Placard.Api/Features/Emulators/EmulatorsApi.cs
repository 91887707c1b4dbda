using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Emulators;

/// <summary>Devices that live in a browser. Otherwise they are devices like all others.</summary>
internal static class EmulatorsApi
{
    public static void MapEmulators(this IEndpointRouteBuilder api)
    {
        var emulators = api.MapGroup("/v1/emulator").WithTags("Emulator");
        emulators.MapPost("", CreateEmulator.HandleAsync)
            .Operation(nameof(CreateEmulator)).Requires(Auth.Either, Role.User);
        emulators.MapGet("", GetEmulators.HandleAsync)
            .Operation(nameof(GetEmulators)).Requires(Auth.Either).Paged(Paging.ByCreation);
        emulators.MapDelete("/{emulatorUid}", DeleteEmulator.HandleAsync)
            .Operation(nameof(DeleteEmulator)).Requires(Auth.Either, Role.User);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreateEmulatorRequest))]
[JsonSerializable(typeof(CreatedEmulatorResponse))]
[JsonSerializable(typeof(List<EmulatorResponse>))]
internal sealed partial class EmulatorsJson : JsonSerializerContext;
