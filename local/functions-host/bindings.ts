import type { BindingMetadata, FunctionMetadata } from './invocation.ts';

/** Name and metadata of the function's trigger binding. */
export function triggerOf(metadata: FunctionMetadata): { name: string; binding: BindingMetadata } | undefined {
  for (const [name, binding] of Object.entries(metadata.bindings)) {
    if (/trigger$/i.test(binding.type)) return { name, binding };
  }
  return undefined;
}

/** The functions with a trigger of this type, each with its trigger binding. */
export function functionsTriggeredBy(functions: FunctionMetadata[], type: string): TriggeredFunction[] {
  return functions.flatMap((metadata) => {
    const trigger = triggerOf(metadata);
    return trigger?.binding.type.toLowerCase() === type.toLowerCase() ? [{ metadata, trigger }] : [];
  });
}

export interface TriggeredFunction {
  metadata: FunctionMetadata;
  trigger: { name: string; binding: BindingMetadata };
}
