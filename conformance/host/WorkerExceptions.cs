// The extension recognises these two classes of the Functions host by their full names; no package contains them.

namespace Microsoft.Azure.WebJobs.Script.Workers.Rpc
{
    /// <summary>A function threw in its worker.</summary>
    public sealed class RpcException(string message, string stack)
        : Exception($"Result: Failure\nException: {message}\nStack: {stack}")
    {
        public bool IsUserException { get; set; } = true;
        public string RemoteMessage { get; set; } = message;
        public string RemoteStackTrace { get; set; } = stack;
        public string RemoteTypeName { get; set; } = "";
    }
}

namespace Microsoft.Azure.WebJobs.Script.Workers
{
    /// <summary>The worker's process ended during calls: the Functions host fails all of them with it.</summary>
    public sealed class WorkerProcessExitException(string message) : Exception(message);
}
