using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GoLive.Conformance;

/// <summary>
/// The extension's management API on a port of its own. As in the Functions host, the extension receives each request
/// as an <see cref="HttpRequestMessage"/> that contains the public address.
/// </summary>
static class ManagementApi
{
    /// <summary>Starts to answer on loopback; returns the port.</summary>
    public static async Task<int> StartAsync(IServiceProvider services, Uri publicUrl)
    {
        var extension = (IAsyncConverter<HttpRequestMessage, HttpResponseMessage>)services
            .GetServices<IExtensionConfigProvider>()
            .Single(each => each.GetType().Name == "DurableTaskExtension");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, extension, publicUrl));
        await app.StartAsync();
        return new Uri(app.Urls.Single()).Port;
    }

    static async Task AnswerAsync(
        HttpContext context, IAsyncConverter<HttpRequestMessage, HttpResponseMessage> extension, Uri publicUrl)
    {
        using var request = await RequestOf(context.Request, publicUrl);
        try
        {
            using var response = await extension.ConvertAsync(request, context.RequestAborted);
            await WriteAsync(context.Response, response);
        }
        // Where the extension throws, the Functions host answers 500 and keeps the reason in its log.
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{request.Method} {request.RequestUri}: {exception}");
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    static async Task<HttpRequestMessage> RequestOf(HttpRequest request, Uri publicUrl)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var url = $"{publicUrl.GetLeftPart(UriPartial.Authority)}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        var message = new HttpRequestMessage(new HttpMethod(request.Method), url) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        return message;
    }

    static async Task WriteAsync(HttpResponse response, HttpResponseMessage message)
    {
        response.StatusCode = (int)message.StatusCode;
        foreach (var (name, values) in message.Headers.Concat(message.Content.Headers))
            response.Headers[name] = values.ToArray();
        var body = await message.Content.ReadAsByteArrayAsync();
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }
}
