import type { FunctionMetadata } from '../invocation.ts';

export type DurableTrigger = 'orchestrationTrigger' | 'activityTrigger' | 'entityTrigger';

/** A durable function and the name of the binding that receives its input. */
export interface DurableFunction {
  name: string;
  bindingName: string;
}

/** The app's durable functions. As in the extension, names are case-insensitive. */
export interface FunctionRegistry {
  find(trigger: DurableTrigger, name: string): DurableFunction | undefined;
  /** A sentence that says that the function does not exist, and lists those that do. */
  describeMissing(trigger: DurableTrigger, name: string): string;
}

const kinds: Record<DurableTrigger, string> = {
  orchestrationTrigger: 'orchestrator',
  activityTrigger: 'activity',
  entityTrigger: 'entity',
};

export function functionRegistry(functions: FunctionMetadata[]): FunctionRegistry {
  const byTrigger = (trigger: DurableTrigger) =>
    new Map(
      functions.flatMap(({ name, bindings }) =>
        Object.entries(bindings)
          .filter(([, { type }]) => type.toLowerCase() === trigger.toLowerCase())
          .map(([bindingName]): [string, DurableFunction] => [name.toLowerCase(), { name, bindingName }]),
      ),
    );
  const known: Record<DurableTrigger, Map<string, DurableFunction>> = {
    orchestrationTrigger: byTrigger('orchestrationTrigger'),
    activityTrigger: byTrigger('activityTrigger'),
    entityTrigger: byTrigger('entityTrigger'),
  };
  return {
    find: (trigger, name) => known[trigger].get(name.toLowerCase()),
    describeMissing(trigger, name) {
      const kind = kinds[trigger];
      const names = [...known[trigger].values()].map((found) => `'${found.name}'`).join(', ');
      const there = names
        ? `The following are the known ${kind} functions: ${names}.`
        : `No ${kind} functions are currently registered!`;
      return `The function '${name}' doesn't exist, is disabled, or is not an ${kind} function. Additional info: ${there}`;
    },
  };
}
