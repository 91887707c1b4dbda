using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Placard.Data.Mail;

public static class MailServices
{
    /// <summary>Registers the outbox, which anybody may put mails into. The host brings Data Protection; who sends them is another matter.</summary>
    public static IServiceCollection AddMailOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section))
            .Validate(options => options.MostEachDay > 0, "Mail:MostEachDay must be positive.")
            .Validate(
                options => options.FirstRetry > TimeSpan.Zero && options.LongestRetry >= options.FirstRetry && options.GiveUpAfter > options.FirstRetry,
                "Mail:FirstRetry must be positive, and Mail:LongestRetry and Mail:GiveUpAfter not shorter.")
            .ValidateOnStart();
        services.AddSingleton<MailOutbox>();
        return services;
    }
}
