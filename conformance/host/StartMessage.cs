using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GoLive.Conformance;

/// <summary>The first line of stdin: what this process needs to know from the Node side.</summary>
/// <param name="Functions">The functions as the app registered them with its worker.</param>
/// <param name="FrontUrl">The address to which each call of a function is posted.</param>
/// <param name="WebhookUrl">The public management API, for the links that the extension writes.</param>
/// <param name="DurableTask">`extensions.durableTask` of the app's host.json.</param>
sealed record StartMessage(IReadOnlyList<FunctionMetadata> Functions, Uri FrontUrl, Uri WebhookUrl, JObject DurableTask)
{
    public static StartMessage Read(TextReader input) =>
        JsonConvert.DeserializeObject<StartMessage>(input.ReadLine() ?? "null")
        ?? throw new InvalidOperationException("The first line of stdin is the start message; there was none.");
}

/// <summary>A function of the app; each binding is kept as the app wrote it.</summary>
sealed record FunctionMetadata(string Name, Dictionary<string, JObject> Bindings);
