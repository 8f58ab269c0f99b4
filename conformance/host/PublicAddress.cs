using Microsoft.Azure.WebJobs.Host.Config;

namespace GoLive.Conformance;

// Obsolete for extensions that want a webhook of their own, but a host still reports in this way where it mounted them.
#pragma warning disable CS0618
/// <summary>Gives the extension the public address of its management API.</summary>
sealed class PublicAddress(Uri webhookUrl) : IWebHookProvider
{
    public Uri GetUrl(IExtensionConfigProvider extension) => webhookUrl;
}
#pragma warning restore CS0618
