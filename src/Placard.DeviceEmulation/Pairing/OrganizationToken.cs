namespace Placard.DeviceEmulation.Pairing;

/// <summary>Id and secret of an organization token, as in the header <c>X-Auth</c>.</summary>
public sealed record OrganizationToken(string Id, string Secret)
{
    /// <summary>Parses <c>id:secret</c>.</summary>
    public static OrganizationToken Parse(string text) =>
        text.Split(':', 2) is [{ Length: > 0 } id, { Length: > 0 } secret]
            ? new OrganizationToken(id, secret)
            : throw new FormatException("An organization token is written id:secret.");

    public override string ToString() => $"{Id}:(secret)";
}
