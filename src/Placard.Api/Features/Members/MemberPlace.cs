using System.Globalization;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Members;

/// <summary>An organization or company, and what the caller is in it.</summary>
internal sealed record MemberPlace(string Uid, bool IsCompany, Role CallersRole)
{
    public static MemberPlace Organization(RequestScope scope, string uid) =>
        new(uid, IsCompany: false, scope.Caller.Organizations.TryGetValue(uid, out var role) ? role : throw ApiErrors.NotFound());

    public static MemberPlace Company(RequestScope scope, string uid) =>
        new(uid, IsCompany: true, scope.Caller.Companies.TryGetValue(uid, out var role) ? role : throw ApiErrors.NotFound());

    /// <summary>Nobody makes of others, or takes from them, what he is not himself.</summary>
    public void MustReach(Role role)
    {
        if (role > CallersRole)
        {
            throw ApiErrors.NoRights();
        }
    }

    /// <summary>What is no number is no account, like any unknown one.</summary>
    public static long AccountId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw ApiErrors.NotFound();
}

/// <summary>Roles as the contract spells them.</summary>
internal static class RoleWords
{
    private static readonly Dictionary<string, Role> Known = new(StringComparer.Ordinal)
    {
        ["owner"] = Role.Owner,
        ["manager"] = Role.Manager,
        ["user"] = Role.User,
        ["guest"] = Role.Guest,

        // What newer help pages call a guest of a company.
        ["viewer"] = Role.Guest,
    };

    public static bool TryParse(string? word, out Role role) => Known.TryGetValue(word ?? "", out role);

    public static string Of(Role role) => role switch
    {
        Role.Owner => "owner",
        Role.Manager => "manager",
        Role.User => "user",
        _ => "guest",
    };
}
