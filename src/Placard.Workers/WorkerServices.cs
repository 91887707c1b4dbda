using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Placard.Domain;
using Placard.Workers.Jobs;
using Placard.Workers.Mail;
using Placard.Workers.Reports;
using Placard.Workers.Retention;

namespace Placard.Workers;

public static class WorkerServices
{
    /// <summary>Registers background work. The host brings the database, the blob store, <see cref="MailFolder"/> and <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section))
            .Validate(options => options.Concurrency > 0, "Jobs:Concurrency must be positive.")
            .Validate(options => options.MaxAttempts > 0, "Jobs:MaxAttempts must be positive.")
            .Validate(
                options => options.PollInterval > TimeSpan.Zero && options.FirstRetry > TimeSpan.Zero && options.LongestRetry >= options.FirstRetry,
                "Jobs:PollInterval and Jobs:FirstRetry must be positive, and Jobs:LongestRetry not shorter than the first.")
            .Validate(options => options.Lease >= TimeSpan.FromSeconds(3), "Jobs:Lease must be at least 3 seconds.")
            .ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section))
            .Validate(
                options => options.All.All(kept => kept.Age >= TimeSpan.FromHours(1)),
                "Retention: every age must be at least one hour.")
            .Validate(
                options => options.DeviceEvents > RetentionOptions.LatestReport,
                "Retention:DeviceEvents must be more than 30 days, as devices report so much later.")
            .ValidateOnStart();
        services.AddOptions<SmtpOptions>().Bind(configuration.GetSection(SmtpOptions.Section))
            .Validate(options => options.Port is > 0 and <= 65535, "Smtp:Port must be between 1 and 65535.")
            .Validate(options => options.Timeout > TimeSpan.Zero, "Smtp:Timeout must be positive.")
            .Validate(options => MimeKit.MailboxAddress.TryParse(options.From, out _), "Smtp:From must be one e-mail address, with or without a name.")
            .ValidateOnStart();
        if (string.IsNullOrEmpty(configuration[$"{SmtpOptions.Section}:{nameof(SmtpOptions.Host)}"]))
        {
            services.AddSingleton<IMailTransport, FileTransport>();
        }
        else
        {
            services.AddSingleton<IMailTransport, SmtpTransport>();
        }

        services.AddSingleton<IJobKind, SendMails>();
        services.AddSingleton<IReportSource, ReportedEvents>();
        services.AddSingleton<IReportSource, ReportedAppletCommands>();
        services.AddSingleton<ReportContent>();
        services.AddSingleton<IJobKind, WriteReports>();
        services.AddSingleton<IJobKind, DeleteUnusedBlobs>();
        foreach (var rule in RetentionRules.All)
        {
            services.AddSingleton<IJobKind>(provider => ActivatorUtilities.CreateInstance<DeleteOld>(provider, rule));
        }

        services.AddSingleton<JobMetrics>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobRunner.Context>();
        services.AddSingleton<JobRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        return services;
    }
}
