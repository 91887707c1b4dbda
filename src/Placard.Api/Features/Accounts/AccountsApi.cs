using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;

namespace Placard.Api.Features.Accounts;

/// <summary>Key pairs of accounts. These operations take the password; whatever <c>X-Auth</c> says is ignored.</summary>
internal static class AccountsApi
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/v1/account/security-token").WithTags("Account");
        accounts.MapPost("", CreateAccountSecurityToken.HandleAsync)
            .Operation(nameof(CreateAccountSecurityToken)).Requires(Auth.None);
        accounts.MapDelete("", DeleteAllAccountSecurityTokens.HandleAsync)
            .Operation(nameof(DeleteAllAccountSecurityTokens)).Requires(Auth.None);
        accounts.MapDelete("/{token}", DeleteOneAccountSecurityToken.HandleAsync)
            .Operation(nameof(DeleteOneAccountSecurityToken)).Requires(Auth.None);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(NamedLoginRequest))]
[JsonSerializable(typeof(SecurityTokenResponse))]
internal sealed partial class AccountsJson : JsonSerializerContext;
