// Microsoft's durable extension in its Node mode: a WebJobs host with the functions that the app registered, each of
// which only calls the Node side. README.md of the folder above explains how the two sides work together.
using GoLive.Conformance;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Newtonsoft.Json;

var stopWithin = TimeSpan.FromSeconds(8);
var start = StartMessage.Read(Console.In);
NodeFront.Use(start.FrontUrl);
var functions = FunctionEmitter.Emit(start.Functions);
var level = Enum.Parse<LogLevel>(Environment.GetEnvironmentVariable("CONFORMANCE_LOG") ?? nameof(LogLevel.Critical), ignoreCase: true);

using var host = new HostBuilder()
    .UseEnvironment(Environments.Development)
    .ConfigureAppConfiguration(configuration => configuration
        .AddEnvironmentVariables()
        .AddInMemoryCollection(ExtensionSettings.Of(start.DurableTask)))
    .ConfigureWebJobs(webJobs =>
    {
        webJobs.AddDurableTask();
        webJobs.Services.AddSingleton<ITypeLocator>(new AppFunctions(functions));
#pragma warning disable CS0618 // See PublicAddress.cs.
        webJobs.Services.AddSingleton<IWebHookProvider>(new PublicAddress(start.WebhookUrl));
#pragma warning restore CS0618
    })
    .ConfigureLogging(logging => logging
        .SetMinimumLevel(level)
        .AddFilter("Azure", LogLevel.Error)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        })
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace))
    .ConfigureServices(services => services.Configure<HostOptions>(options => options.ShutdownTimeout = stopWithin))
    .Build();

Lifeline.Hold(Console.In, () => host.StopAsync(stopWithin));
await host.StartAsync();
await host.Services.GetRequiredService<IJobHost>().CallAsync(FunctionEmitter.ClientMethod);
var port = await ManagementApi.StartAsync(host.Services, start.WebhookUrl);
Console.WriteLine("READY " + JsonConvert.SerializeObject(new { client = ClientBinding.Json, managementPort = port }));
await host.WaitForShutdownAsync();

/// <summary>A WebJobs host takes its functions from the methods of the types that a locator names.</summary>
sealed class AppFunctions(Type functions) : ITypeLocator
{
    public IReadOnlyList<Type> GetTypes() => [functions];
}
