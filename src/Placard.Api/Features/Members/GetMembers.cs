using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Members;

/// <summary>A person in an organization or company.</summary>
/// <param name="Id" example="7205759403792794">Of the account.</param>
/// <param name="Username" example="&quot;jane.roe_41c7d09a&quot;">Log-in name.</param>
/// <param name="Email" example="&quot;jane.roe@example.org&quot;">Address.</param>
/// <param name="Firstname" example="&quot;Jane&quot;">Null as long as the invitation is not accepted.</param>
/// <param name="Lastname" example="&quot;Roe&quot;">Null as long as the invitation is not accepted.</param>
/// <param name="Role" example="&quot;user&quot;">owner, manager, user or guest.</param>
/// <param name="AssignedAt">When the person was added.</param>
public sealed record MemberResponse(long Id, string Username, string Email, string? Firstname, string? Lastname, string Role, DateTime AssignedAt);

internal static class GetOrganizationMembers
{
    /// <summary>Who was added to the organization, oldest first. Owners and managers of its company may do all here without being listed.</summary>
    public static async Task<Ok<List<MemberResponse>>> HandleAsync(string organizationUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await MemberReads.ListAsync(db, organizationUid, cancellation));
}

internal static class GetCompanyMembers
{
    /// <summary>Who was added to the company, oldest first.</summary>
    public static async Task<Ok<List<MemberResponse>>> HandleAsync(string companyUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await MemberReads.ListAsync(db, companyUid, cancellation));
}

internal static class GetOrganizationMember
{
    /// <summary>One person of the organization.</summary>
    public static async Task<Ok<MemberResponse>> HandleAsync(string organizationUid, string accountId, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await MemberReads.FindAsync(db, organizationUid, accountId, cancellation) ?? throw ApiErrors.NotFound());
}

internal static class GetCompanyMember
{
    /// <summary>One person of the company.</summary>
    public static async Task<Ok<MemberResponse>> HandleAsync(string companyUid, string accountId, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await MemberReads.FindAsync(db, companyUid, accountId, cancellation) ?? throw ApiErrors.NotFound());
}
