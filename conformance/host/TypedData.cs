using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GoLive.Conformance;

/// <summary>A worker's return value, parsed as `GrpcMessageConversionExtensions` of the Functions host does.</summary>
static class TypedData
{
    static readonly JsonSerializerSettings AsWritten = new() { DateParseHandling = DateParseHandling.None };

    public static object? ToObject(JObject? data) => data?.Properties().FirstOrDefault() switch
    {
        { Name: "json" } json => JsonConvert.DeserializeObject((string)json.Value!, AsWritten),
        { Name: "string" } text => (string?)text.Value,
        { Name: "int" } number => (long)number.Value,
        { Name: "double" } number => (double)number.Value,
        { Name: "bytes" } base64 => Convert.FromBase64String((string)base64.Value!),
        null => null,
        var other => throw new InvalidOperationException($"A worker does not return {other.Name}."),
    };
}
