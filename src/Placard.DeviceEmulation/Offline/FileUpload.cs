using System.Net.Http.Headers;

namespace Placard.DeviceEmulation.Offline;

/// <summary>Multipart upload to the base URL that the configuration names.</summary>
internal static class FileUpload
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Answers the response text; throws when the upload was refused.</summary>
    public static async Task<string> SendAsync(EmulatedDevice device, string prefix, byte[] file, string fileName, string contentType, CancellationToken cancellationToken)
    {
        var configuration = device.Configuration ?? throw new InvalidOperationException("The device has no configuration yet.");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        using var form = new MultipartFormDataContent { { content, "file", fileName } };
        var address = new Uri($"{configuration.UploadBaseUrl.TrimEnd('/')}/upload/file?prefix={prefix}");
        using var response = await device.Http.PostAsync(address, form, timeout.Token);
        var text = await response.Content.ReadAsStringAsync(timeout.Token);
        if (!response.IsSuccessStatusCode)
        {
            device.Runtime.Counters.Add(Count.UploadsFailed);
            throw new HttpRequestException($"The upload was refused with {(int)response.StatusCode}: {text}", inner: null, response.StatusCode);
        }

        return text;
    }
}
