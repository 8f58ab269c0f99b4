using System.Diagnostics;

namespace GoLive.Conformance;

/// <summary>
/// This process is half of a host: it lives as long as the Node side holds its stdin open. The line "stop" requests an
/// orderly end. The end of stdin means that the whole host has crashed, so nothing may be finished or released then.
/// </summary>
static class Lifeline
{
    public static void Hold(TextReader input, Func<Task> stop) =>
        new Thread(() =>
        {
            while (input.ReadLine() is { } line)
            {
                if (line != "stop") continue;
                stop().GetAwaiter().GetResult();
                Environment.Exit(0);
            }
            Crash();
        }) { IsBackground = true }.Start();

    /// <summary>Ends this process as SIGKILL does.</summary>
    public static void Crash() => Process.GetCurrentProcess().Kill();
}
