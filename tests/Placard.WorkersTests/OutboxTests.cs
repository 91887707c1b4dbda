using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data.Mail;
using Placard.TestKit;
using Xunit;

namespace Placard.WorkersTests;

public sealed class OutboxTests
{
    public static IEnumerable<object[]> EveryDatabase => Databases.All;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_organization_causes_no_more_mails_than_it_may_also_by_many_at_once(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Database = database,
            Settings = new Dictionary<string, string?> { ["Jobs:Enabled"] = "false", ["Mail:MostEachDay"] = "10" },
        });
        var lab = server.Services.GetRequiredService<Placard.Data.Database>();
        var outbox = server.Services.GetRequiredService<MailOutbox>();
        var mail = new NewMail(server.Credentials.OrganizationUid, "a@example.org", "Hello", "a secret link");

        var added = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            try
            {
                await lab.WriteAsync((db, token) => outbox.AddAsync(db, mail, token), CancellationToken.None);
                return true;
            }
            catch (MailLimitException)
            {
                return false;
            }
        }));

        Assert.Equal(10, added.Count(one => one));
        var rows = await lab.ReadAsync(db => db.OutboxMails.AsNoTracking().ToListAsync());
        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain("secret", row.ProtectedBody, StringComparison.Ordinal));
        Assert.Equal("a secret link", outbox.Text(rows[0]));
        Assert.Equal(1, await lab.ReadAsync(db => db.Jobs.CountAsync(job => job.Kind == MailOutbox.JobKind)));
    }

    [Theory]
    [InlineData("a@example.org\r\nBcc: b@example.org", "Hello")]
    [InlineData("a@example.org, b@example.org", "Hello")]
    [InlineData("<a@example.org>", "Hello")]
    [InlineData("a@example.org", "Hello\nBcc: b@example.org")]
    public async Task What_would_break_a_header_is_refused(string recipient, string subject)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Settings = JobLab.Quiet });
        var database = server.Services.GetRequiredService<Placard.Data.Database>();
        var outbox = server.Services.GetRequiredService<MailOutbox>();

        await Assert.ThrowsAsync<ArgumentException>(() => database.WriteAsync(
            (db, token) => outbox.AddAsync(db, new(null, recipient, subject, "text"), token), CancellationToken.None));

        Assert.False(await database.ReadAsync(db => db.OutboxMails.AnyAsync()));
    }
}
