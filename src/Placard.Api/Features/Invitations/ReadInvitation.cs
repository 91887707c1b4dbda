using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;

namespace Placard.Api.Features.Invitations;

/// <summary>Names an invitation.</summary>
/// <param name="Code">The secret of the mail.</param>
public sealed record ReadInvitationRequest([property: JsonRequired] string Code);

/// <summary>An invitation that can be accepted.</summary>
/// <param name="Email">The address that was invited.</param>
/// <param name="InviterName">Who invites.</param>
/// <param name="OrganizationTitle">To what.</param>
/// <param name="ExpiresAt">Until then.</param>
public sealed record InvitationResponse(string Email, string InviterName, string OrganizationTitle, DateTime ExpiresAt);

internal static class ReadInvitation
{
    /// <summary>Shows an invitation to whoever holds its code; 404 for one that is unknown, used or too old. An operation of Placard's own.</summary>
    public static async Task<Ok<InvitationResponse>> HandleAsync(
        Body<ReadInvitationRequest> body, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        var (hash, now) = (Secrets.Hash(body.Value.Code), time.Now());
        return TypedResults.Ok(await (
            from invitation in db.AccountInvitations
            join account in db.Accounts on invitation.AccountId equals account.Id
            join organization in db.Organizations on invitation.OrganizationUid equals organization.Uid
            where invitation.SecretHash == hash && invitation.ExpiresAt > now && account.InvitedAt != null && account.DisabledAt == null
            select new InvitationResponse(account.Email, invitation.InviterName, organization.Title, invitation.ExpiresAt))
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound("Invitation was not found; it may be used or too old"));
    }
}
