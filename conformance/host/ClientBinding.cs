namespace GoLive.Conformance;

/// <summary>The durable client's input binding, as the extension writes it for a function in another language.</summary>
public static class ClientBinding
{
    static string? json;

    public static string Json => json ?? throw new InvalidOperationException("The extension has given no client binding.");

    /// <summary>Called by the emitted client method, because the extension makes a binding only for a function that
    /// runs.</summary>
    public static void Take(string client) => json = client;
}
