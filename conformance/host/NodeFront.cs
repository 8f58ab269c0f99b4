using System.Diagnostics;
using System.Text;
using Microsoft.Azure.WebJobs.Script.Workers;
using Microsoft.Azure.WebJobs.Script.Workers.Rpc;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GoLive.Conformance;

/// <summary>The Node side, which runs the app's functions in its worker process.</summary>
public static class NodeFront
{
    static readonly JsonSerializerSettings AsWritten = new() { DateParseHandling = DateParseHandling.None };

    // No time limit: a function may take as long as the extension allows. No proxy: the machine's proxy would lead
    // elsewhere.
    static readonly HttpClient Http =
        new(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { Timeout = Timeout.InfiniteTimeSpan };

    static Uri? url;

    internal static void Use(Uri frontUrl) => url = frontUrl;

    /// <summary>Runs a function of the app; the body of every emitted function.</summary>
    /// <exception cref="RpcException">The function threw.</exception>
    /// <exception cref="WorkerProcessExitException">The worker's process ended before it answered.</exception>
    public static async Task<object?> Invoke(string function, string trigger, string input)
    {
        var trace = Activity.Current;
        var call = new { function, trigger, input, traceParent = trace?.Id, traceState = trace?.TraceStateString };
        var answer = JsonConvert.DeserializeObject<JObject>(await Post(JsonConvert.SerializeObject(call)), AsWritten);
        return (string?)answer?["kind"] switch
        {
            "returned" => TypedData.ToObject(answer["value"] as JObject),
            "failed" => throw new RpcException((string)answer["message"]!, (string)answer["stack"]!),
            "workerGone" => throw new WorkerProcessExitException("node exited with code 137 (0x89)"),
            var kind => throw new InvalidOperationException($"The Node side answered {kind ?? "nothing"}."),
        };
    }

    static async Task<string> Post(string call)
    {
        try
        {
            using var response = await Http.PostAsync(url, new StringContent(call, Encoding.UTF8, "application/json"));
            return await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            // The Node side died, and both are one host: an exception would be stored as the function's own failure.
            Lifeline.Crash();
            throw;
        }
    }
}
