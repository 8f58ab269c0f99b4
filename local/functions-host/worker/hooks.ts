import { systemError } from './system-error.ts';

export const HOOK_NAMES = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const;

export type HookName = (typeof HOOK_NAMES)[number];

export type HookCallback = (context: object) => unknown;

/** The hooks an app registered, and the data they share for the life of the process. */
export interface Hooks {
  register(name: string, callback: HookCallback): () => void;
  /** Runs the hooks of that name one after the other, in the order of registration. */
  run(name: HookName, context: object): Promise<void>;
  /** Runs log hooks, which cannot be awaited. */
  runLog(context: object): void;
  readonly appHookData: Record<string, unknown>;
}

export function createHooks(): Hooks {
  const callbacks = new Map<string, HookCallback[]>(HOOK_NAMES.map((name) => [name, []]));
  let inLogHook = false;
  return {
    appHookData: {},
    register(name, callback) {
      const registered = callbacks.get(name);
      // The library recognises an old host by exactly this error.
      if (!registered)
        throw systemError(new RangeError(`Unrecognized hook "${name}", known are ${HOOK_NAMES.join(', ')}.`));
      registered.push(callback);
      return () => {
        const at = registered.indexOf(callback);
        if (at >= 0) registered.splice(at, 1);
      };
    },
    async run(name, context) {
      for (const callback of callbacks.get(name) ?? []) await callback(context);
    },
    runLog(context) {
      // A log hook that logs would call itself for ever.
      if (inLogHook) return;
      inLogHook = true;
      try {
        for (const callback of callbacks.get('log') ?? []) callback(context);
      } finally {
        inLogHook = false;
      }
    },
  };
}

/** Adds read-only members to a hook's context, as the real worker does. */
export function withReadOnly<Open extends object, Fixed extends object>(open: Open, fixed: Fixed): Open & Fixed {
  const context: Open & Fixed = Object.assign({ ...open }, fixed);
  for (const [name, value] of Object.entries(fixed)) {
    Object.defineProperty(context, name, {
      enumerable: true,
      get: () => value,
      set: () => {
        throw systemError(new Error(`Cannot assign to read only property '${name}'.`));
      },
    });
  }
  return context;
}
