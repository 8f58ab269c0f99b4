using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GoLive.Conformance;

/// <summary>
/// The settings of host.json, in the place where the extension looks for them: the Functions host mounts them under a
/// root of its own, a WebJobs host under AzureWebJobs.
/// </summary>
static class ExtensionSettings
{
    const string Root = "AzureWebJobs:extensions:durableTask";

    public static Dictionary<string, string?> Of(JObject durableTask) => Flatten(durableTask, Root).ToDictionary();

    static IEnumerable<KeyValuePair<string, string?>> Flatten(JToken token, string path) => token switch
    {
        JObject members => members.Properties().SelectMany(member => Flatten(member.Value, $"{path}:{member.Name}")),
        JArray items => items.SelectMany((item, index) => Flatten(item, $"{path}:{index}")),
        JValue value => [new(path, Convert.ToString(value.Value, CultureInfo.InvariantCulture))],
        _ => throw new InvalidOperationException($"{path} in host.json is a {token.Type}."),
    };
}
