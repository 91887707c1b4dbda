using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;

namespace Placard.Api.Features.Invitations;

/// <summary>How invited people take over their accounts. The secret of the mail is the credential; it is in the body, so that no log of addresses gets it.</summary>
internal static class InvitationsApi
{
    public static void MapInvitations(this IEndpointRouteBuilder api)
    {
        var invitations = api.MapGroup("/v1/account/invitation").WithTags("Account");
        invitations.MapPost("/read", ReadInvitation.HandleAsync).Operation(nameof(ReadInvitation)).Requires(Auth.None);
        invitations.MapPost("/accept", AcceptInvitation.HandleAsync).Operation(nameof(AcceptInvitation)).Requires(Auth.None);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ReadInvitationRequest))]
[JsonSerializable(typeof(InvitationResponse))]
[JsonSerializable(typeof(AcceptInvitationRequest))]
internal sealed partial class InvitationsJson : JsonSerializerContext;
