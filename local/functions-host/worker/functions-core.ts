import type { FunctionMetadata } from '../invocation.ts';
import type { LogLevel } from '../log.ts';
import type { HookCallback, Hooks } from './hooks.ts';
import type { FunctionCallback, ProgrammingModel } from './programming-model.ts';
import type { LogOrigin } from './protocol.ts';
import { systemError } from './system-error.ts';

/** What the app has registered so far; after `lock` it can register no more. */
export interface Registry {
  functions: Map<string, { metadata: FunctionMetadata; callback: FunctionCallback }>;
  model: ProgrammingModel | undefined;
  lock(): void;
}

type Registration = Pick<FunctionMetadata, 'name' | 'bindings'> & { functionId?: string };

/**
 * The module `@azure/functions-core`, which exists on no disk: the worker supplies it to the app. Its members and
 * behaviour are those of the Functions Node worker 3.x.
 */
export function createFunctionsCore(
  hooks: Hooks,
  log: (level: LogLevel, origin: LogOrigin, message: string) => void,
): { core: object; registry: Registry } {
  let locked = false;
  const registry: Registry = {
    functions: new Map(),
    model: undefined,
    lock: () => {
      locked = true;
    },
  };

  class Disposable {
    static from(...disposables: { dispose(): unknown }[]): Disposable {
      return new Disposable(() => {
        for (const disposable of disposables) disposable.dispose();
      });
    }
    #onDispose: (() => unknown) | undefined;
    constructor(onDispose: () => unknown) {
      this.#onDispose = onDispose;
    }
    dispose(): void {
      this.#onDispose?.();
      this.#onDispose = undefined;
    }
  }

  const core = {
    version: '3.9.1',
    hostVersion: '4.0.0',
    Disposable,
    setProgrammingModel(model: ProgrammingModel): void {
      registry.model = model;
    },
    getProgrammingModel: () => registry.model,
    registerFunction(registration: Registration, callback: FunctionCallback): Disposable {
      if (locked)
        throw systemError(
          new Error(`The function "${registration.name}" is registered too late: the app has started.`),
        );
      const id = registration.functionId ?? registration.name;
      if (registry.functions.has(id)) throw systemError(new Error(`A function with the id "${id}" exists already.`));
      registry.functions.set(id, { metadata: { ...registration, functionId: id }, callback });
      return new Disposable(() => {
        if (locked) throw systemError(new Error('A function cannot be removed: the app has started.'));
        registry.functions.delete(id);
      });
    },
    registerHook: (name: string, callback: HookCallback) => new Disposable(hooks.register(name, callback)),
    // Its mere presence signals to the library that the host can stream HTTP.
    log,
  };
  return { core, registry };
}
