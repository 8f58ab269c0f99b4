import { triggerOf } from './bindings.ts';
import type { FunctionInvoker, FunctionMetadata } from './invocation.ts';
import type { Log } from './log.ts';

/** Supplies the inputs of a function besides its trigger; this host knows the durable client only. */
export function withInputBindings(
  invoker: FunctionInvoker,
  functions: FunctionMetadata[],
  durableClient: () => string,
): FunctionInvoker {
  const clients = new Map(functions.map((metadata) => [metadata.name, clientInputsOf(metadata)]));
  return {
    invoke: (invocation) =>
      invoker.invoke({
        ...invocation,
        inputData: [
          ...invocation.inputData,
          ...(clients.get(invocation.functionName) ?? []).map((name) => ({ name, data: { string: durableClient() } })),
        ],
      }),
  };
}

const KNOWN_TRIGGERS = /^(http|serviceBus|timer|orchestration|activity|entity)Trigger$/i;

/** Warns at the start about bindings of the app that this host does not support. */
export function warnOfUnknownBindings(functions: FunctionMetadata[], log: Log): void {
  for (const metadata of functions) {
    const trigger = triggerOf(metadata);
    for (const [name, binding] of Object.entries(metadata.bindings)) {
      const isTrigger = name === trigger?.name;
      const isKnown = isTrigger ? KNOWN_TRIGGERS.test(binding.type) : /^(durableClient|http)$/i.test(binding.type);
      if (isKnown) continue;
      const effect = isTrigger ? 'never runs' : binding.direction === 'out' ? 'loses this output' : 'lacks this input';
      log('warning', 'Host', `${metadata.name} ${effect}: the local host has no binding of type ${binding.type}.`);
    }
  }
}

function clientInputsOf({ bindings }: FunctionMetadata): string[] {
  return Object.entries(bindings)
    .filter(([, { type, direction }]) => /^durableClient$/i.test(type) && direction === 'in')
    .map(([name]) => name);
}
