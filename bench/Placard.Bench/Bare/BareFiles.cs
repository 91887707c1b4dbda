using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Placard.Bench.Bare;

/// <summary>As little as can send a file: Kestrel and its own <c>SendFileAsync</c>.</summary>
internal static class BareFiles
{
    public static async Task<int> RunAsync(FileInfo file, int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var app = builder.Build();
        app.MapGet("/ready", () => Results.Ok());
        app.MapGet("/file", http =>
        {
            http.Response.ContentLength = file.Length;
            return http.Response.SendFileAsync(file.FullName, http.RequestAborted);
        });
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
