using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Placard.Api.Features.Content;

internal static class ContentServices
{
    public static void AddContent(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ContentOptions>().Bind(configuration.GetSection(ContentOptions.Section))
            .Validate(options => options.MostBytesPerOrganization > 0, "Content:MostBytesPerOrganization must be positive.")
            .Validate(options => options.MostFileBytes > 0, "Content:MostFileBytes must be positive.")
            .Validate(options => options.MostFilesPerVersion > 0, "Content:MostFilesPerVersion must be positive.")
            .Validate(options => options.UploadLifetime > TimeSpan.Zero, "Content:UploadLifetime must be positive.")
            .ValidateOnStart();
        services.AddSingleton<ContentQuota>();
        services.AddSingleton<UploadSignature>();
        services.AddSingleton<UploadReservations>();
        services.AddSingleton<UploadReceiver.Context>();
        services.AddSingleton<UploadReceiver>();
    }
}
