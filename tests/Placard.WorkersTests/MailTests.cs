using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Placard.Data.Mail;
using Placard.Domain.Jobs;
using Placard.TestKit;
using Placard.Workers.Jobs;
using Xunit;

namespace Placard.WorkersTests;

public sealed class MailTests
{
    public static IEnumerable<object[]> EveryDatabase => Databases.All;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_mail_goes_out_once_and_its_text_is_erased(DatabaseKind database)
    {
        await using var sink = SmtpSink.Start();
        await using var lab = await StartAsync(database, sink);
        await AddAsync(lab, "jane@example.org");

        await RunAsync(lab);
        await RunAsync(lab);

        var mail = Assert.Single(sink.Mails);
        Assert.Contains("To: jane@example.org", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: Hello", mail, StringComparison.Ordinal);
        Assert.Contains("the secret text", mail, StringComparison.Ordinal);
        var row = await RowAsync(lab);
        Assert.NotNull(row.SentAt);
        Assert.Null(row.ProtectedBody);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_fails_is_tried_again_later(DatabaseKind database)
    {
        await using var sink = SmtpSink.Start();
        (sink.Breaks, sink.Refusal) = (1, ("451 busy", 1));
        await using var lab = await StartAsync(database, sink);
        await AddAsync(lab, "jane@example.org");

        await RunAsync(lab);
        Assert.Empty(sink.Mails);
        await RunAsync(lab);
        Assert.Equal(1, (await RowAsync(lab)).Attempts);
        lab.Time.Advance(TimeSpan.FromSeconds(31));
        await RunAsync(lab);
        Assert.Empty(sink.Mails);
        Assert.Equal(2, (await RowAsync(lab)).Attempts);
        lab.Time.Advance(TimeSpan.FromSeconds(61));
        await RunAsync(lab);

        Assert.Single(sink.Mails);
        Assert.NotNull((await RowAsync(lab)).SentAt);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_is_refused_for_good_is_given_up_at_once_and_holds_up_no_other(DatabaseKind database)
    {
        await using var sink = SmtpSink.Start();
        sink.Refusal = ("550 nobody of that name", 1);
        await using var lab = await StartAsync(database, sink);
        await AddAsync(lab, "nobody@example.org");
        lab.Time.Advance(TimeSpan.FromMilliseconds(1));
        await AddAsync(lab, "jane@example.org");

        await RunAsync(lab);

        Assert.Contains("To: jane@example.org", Assert.Single(sink.Mails), StringComparison.Ordinal);
        var refused = await lab.Database.ReadAsync(db => db.OutboxMails.AsNoTracking().SingleAsync(mail => mail.Recipient == "nobody@example.org"));
        Assert.NotNull(refused.FailedAt);
        Assert.Null(refused.ProtectedBody);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_server_that_offers_no_TLS_gets_nothing_unless_that_is_allowed_and_after_days_the_mail_is_given_up(DatabaseKind database)
    {
        await using var sink = SmtpSink.Start();
        await using var lab = await StartAsync(database, sink, security: "StartTls");
        await AddAsync(lab, "jane@example.org");

        await RunAsync(lab);
        Assert.Null((await RowAsync(lab)).FailedAt);
        lab.Time.Advance(TimeSpan.FromDays(3));
        await RunAsync(lab);

        Assert.Empty(sink.Mails);
        Assert.NotNull((await RowAsync(lab)).FailedAt);
    }

    private static async Task<JobLab> StartAsync(DatabaseKind database, SmtpSink sink, string security = "None")
    {
        var time = new FakeTimeProvider(JobLab.Start);
        return new(
            await PlacardServer.StartAsync(new PlacardServerSetup
            {
                Database = database,
                Time = time,
                Settings = new Dictionary<string, string?>(JobLab.Quiet)
                {
                    ["Smtp:Host"] = "127.0.0.1",
                    ["Smtp:Port"] = sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["Smtp:Security"] = security,
                },
            }),
            time);
    }

    private static Task AddAsync(JobLab lab, string recipient) => lab.Database.WriteAsync(
        (db, token) => lab.Server.Services.GetRequiredService<MailOutbox>().AddAsync(db, new(null, recipient, "Hello", "the secret text"), token), CancellationToken.None);

    private static Task RunAsync(JobLab lab) =>
        JobLab.RunAllAsync(lab.Runner([.. lab.Server.Services.GetServices<IJobKind>().Where(kind => kind.Kind == MailOutbox.JobKind)]));

    private static Task<OutboxMail> RowAsync(JobLab lab) => lab.Database.ReadAsync(db => db.OutboxMails.AsNoTracking().SingleAsync());
}
