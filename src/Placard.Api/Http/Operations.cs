using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Http;

/// <summary>How a route table says what its operations are.</summary>
internal static class Operations
{
    /// <summary>Names the operation, as it stands in <c>api/operations.tsv</c> and in the API document.</summary>
    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder route, string name) => route.WithName(name);

    /// <summary>What the operation asks of its caller.</summary>
    public static RouteHandlerBuilder Requires(
        this RouteHandlerBuilder route, Auth auth, Role role = Role.Guest, Ownership ownership = Ownership.Organization) =>
        route.WithMetadata(new Access(auth, ownership, role));

    public static RouteHandlerBuilder Paged(this RouteHandlerBuilder route, Paging paging) => route.WithMetadata(paging);

    public static RouteHandlerBuilder KnownKeysOnly(this RouteHandlerBuilder route) => route.WithMetadata(new KnownKeysOnly());

    /// <summary>Lets the body be larger than usual.</summary>
    public static RouteHandlerBuilder MostBody(this RouteHandlerBuilder route, int bytes) => route.WithMetadata(new MostBodyMetadata(bytes));

    public static RouteHandlerBuilder Deprecated(this RouteHandlerBuilder route) => route.WithMetadata(new DeprecatedMetadata());

    /// <summary>Another spelling of an operation: served, but not in the API document.</summary>
    public static RouteHandlerBuilder Alias(this RouteHandlerBuilder route) => route.ExcludeFromDescription();
}

internal sealed record DeprecatedMetadata;

internal sealed record MostBodyMetadata(int Bytes);
