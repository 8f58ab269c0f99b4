using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Newtonsoft.Json.Linq;

namespace GoLive.Conformance;

/// <summary>
/// Emits WebJobs functions for the app's functions, as `FunctionGenerator` of the Functions host does: for each one
/// <c>static Task&lt;object&gt; NAME([XTrigger] string TRIGGER)</c>. The return parameter has the trigger's attribute
/// as well; without it the extension accepts no answer.
/// </summary>
static class FunctionEmitter
{
    /// <summary>Name of the method that receives the durable client's binding.</summary>
    public const string ClientMethod = "__client";

    static readonly Dictionary<string, Type> Triggers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["orchestrationTrigger"] = typeof(OrchestrationTriggerAttribute),
        ["activityTrigger"] = typeof(ActivityTriggerAttribute),
        ["entityTrigger"] = typeof(EntityTriggerAttribute),
    };

    public static Type Emit(IEnumerable<FunctionMetadata> functions)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("App"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("App").DefineType("App.Functions", TypeAttributes.Public);
        foreach (var function in functions)
        {
            foreach (var (name, binding) in function.Bindings)
            {
                if (Triggers.TryGetValue((string?)binding["type"] ?? "", out var attribute))
                    EmitFunction(type, function.Name, name, AttributeOf(attribute, binding));
            }
        }
        EmitClient(type);
        return type.CreateType();
    }

    static void EmitFunction(TypeBuilder type, string function, string trigger, CustomAttributeBuilder attribute)
    {
        var method = DefineStatic(type, function, typeof(Task<object?>));
        method.DefineParameter(0, ParameterAttributes.Retval, null).SetCustomAttribute(attribute);
        method.DefineParameter(1, ParameterAttributes.None, trigger).SetCustomAttribute(attribute);
        var body = method.GetILGenerator();
        body.Emit(OpCodes.Ldstr, function);
        body.Emit(OpCodes.Ldstr, trigger);
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Call, MethodOf(typeof(NodeFront), nameof(NodeFront.Invoke)));
        body.Emit(OpCodes.Ret);
    }

    static void EmitClient(TypeBuilder type)
    {
        var method = DefineStatic(type, ClientMethod, typeof(void));
        method.SetCustomAttribute(AttributeOf(typeof(NoAutomaticTriggerAttribute), []));
        var client = method.DefineParameter(1, ParameterAttributes.None, "client");
        client.SetCustomAttribute(AttributeOf(typeof(DurableClientAttribute), []));
        var body = method.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Call, MethodOf(typeof(ClientBinding), nameof(ClientBinding.Take)));
        body.Emit(OpCodes.Ret);
    }

    static MethodBuilder DefineStatic(TypeBuilder type, string name, Type returns) =>
        type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, returns, [typeof(string)]);

    /// <summary>The attribute, with each of its properties that the binding names.</summary>
    static CustomAttributeBuilder AttributeOf(Type attribute, JObject binding)
    {
        var constructor = attribute.GetConstructor(Type.EmptyTypes)
            ?? throw new InvalidOperationException($"{attribute} cannot be made without arguments.");
        var given = attribute.GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => (property, value: binding.GetValue(property.Name, StringComparison.OrdinalIgnoreCase)))
            .Where(each => each.value is JValue { Value: not null })
            .Select(each => (each.property, value: each.value!.ToObject(each.property.PropertyType)))
            .ToArray();
        return new(constructor, [], [.. given.Select(each => each.property)], [.. given.Select(each => each.value)]);
    }

    static MethodInfo MethodOf(Type type, string name) =>
        type.GetMethod(name) ?? throw new InvalidOperationException($"{type} has no public method {name}.");
}
