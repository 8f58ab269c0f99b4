using Microsoft.Azure.WebJobs.Host.Config;

namespace GoLive.Conformance;

// Obsolete for extensions that want a webhook of their own; a host still says this way where it mounted them.
#pragma warning disable CS0618
/// <summary>Tells the extension where the public reaches its management API.</summary>
sealed class PublicAddress(Uri webhookUrl) : IWebHookProvider
{
    public Uri GetUrl(IExtensionConfigProvider extension) => webhookUrl;
}
#pragma warning restore CS0618
