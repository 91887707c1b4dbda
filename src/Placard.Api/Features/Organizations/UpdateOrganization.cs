using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Organizations;

/// <summary>What of an organization can be changed.</summary>
/// <param name="Title">2 to 255 characters.</param>
public sealed record UpdateOrganizationRequest([property: JsonRequired] string Title);

internal static class UpdateOrganization
{
    /// <summary>Changes the title. The name stays for ever.</summary>
    public static async Task<Done> HandleAsync(
        string organizationUid, Body<UpdateOrganizationRequest> body, PlacardDbContext db, CancellationToken cancellation)
    {
        var errors = new ValueErrors();
        errors.Text("title", body.Value.Title, 2, 255);
        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }

        await db.WriteAsync(
            async token =>
            {
                var organization = await db.Organizations.FirstOrDefaultAsync(organization => organization.Uid == organizationUid, token)
                    ?? throw ApiErrors.NotFound();
                organization.Title = body.Value.Title;
            },
            cancellation);
        return new();
    }
}
