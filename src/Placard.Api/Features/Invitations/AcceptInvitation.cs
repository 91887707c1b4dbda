using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Accounts;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Invitations;

/// <summary>Takes over an account.</summary>
/// <param name="Code">The secret of the mail.</param>
/// <param name="Firstname">1 to 100 characters.</param>
/// <param name="Lastname">1 to 100 characters.</param>
/// <param name="Password" example="&quot;a long and secret sentence&quot;">10 to 1024 characters.</param>
public sealed record AcceptInvitationRequest(
    [property: JsonRequired] string Code, [property: JsonRequired] string Firstname, [property: JsonRequired] string Lastname, [property: JsonRequired] string Password);

internal static class AcceptInvitation
{
    private const int MostName = 100;
    private const int LeastPassword = 10;
    private const int MostPassword = 1024;

    /// <summary>
    /// Gives an invited account names and a password; from then on it can log in. Works once; 404 for an invitation that is unknown, used or too old.
    /// An operation of Placard's own.
    /// </summary>
    public static async Task<Done> HandleAsync(
        Body<AcceptInvitationRequest> body, PlacardDbContext db, CallerCache callers, TimeProvider time, CancellationToken cancellation)
    {
        var request = body.Value;
        var errors = new ValueErrors();
        errors.Text("firstname", request.Firstname, 1, MostName);
        errors.Text("lastname", request.Lastname, 1, MostName);
        if (request.Password.Length is < LeastPassword or > MostPassword)
        {
            errors.Add("password", $"must have {LeastPassword} to {MostPassword} characters");
        }

        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        // Slow by intent, so it is not done for whoever makes up a code, nor inside of the transaction.
        var secretHash = Secrets.Hash(request.Code);
        var invitation = await db.AccountInvitations.AsNoTracking().FirstOrDefaultAsync(invitation => invitation.SecretHash == secretHash, cancellation) ?? throw Unknown();
        var passwordHash = Passwords.Hash(request.Password);
        await db.WriteAsync(
            async token =>
            {
                var account = await db.LockAccountAsync(invitation.AccountId, token);
                var valid = await db.AccountInvitations.AnyAsync(stored => stored.SecretHash == secretHash && stored.ExpiresAt > time.Now(), token);
                if (account is not { InvitedAt: not null, DisabledAt: null } || !valid)
                {
                    throw Unknown();
                }

                account.Firstname = request.Firstname;
                account.Lastname = request.Lastname;
                account.PasswordHash = passwordHash;
                account.InvitedAt = null;

                // Those into other organizations, too: the account is no longer one that anybody could take over.
                await db.AccountInvitations.Where(used => used.AccountId == account.Id).ExecuteDeleteAsync(token);
            },
            cancellation);
        callers.Forget();
        return new();
    }

    private static ApiException Unknown() => ApiErrors.NotFound("Invitation was not found; it may be used or too old");
}
