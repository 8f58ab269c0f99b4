import { triggerOf } from './bindings.ts';
import type { FunctionInvoker, FunctionMetadata } from './invocation.ts';
import type { Log } from './log.ts';

/** Fills the inputs that a function has beside its trigger; the durable client is the only kind this host knows. */
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

/** Says at the start what of the app this host will not run. */
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
