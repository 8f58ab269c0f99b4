import { triggerOf } from '../bindings.ts';
import type { FunctionMetadata, Invocation, InvocationResponse } from '../invocation.ts';
import type { LogLevel } from '../log.ts';
import { type Hooks, withReadOnly } from './hooks.ts';
import type { CoreInvocationContext, FunctionCallback, ProgrammingModel } from './programming-model.ts';
import type { LogOrigin } from './protocol.ts';

export interface RunContext {
  model: ProgrammingModel;
  hooks: Hooks;
  log(level: LogLevel, origin: LogOrigin, message: string, functionName: string): void;
}

/**
 * Runs one function with its hooks, in the worker's own order.
 * @throws whatever the function threw, unless a postInvocation hook changed it.
 */
export async function runInvocation(
  invocationId: string,
  invocation: Invocation,
  registered: { metadata: FunctionMetadata; callback: FunctionCallback },
  { model, hooks, log }: RunContext,
): Promise<InvocationResponse> {
  const { metadata } = registered;
  const hookData = {};
  let invocationContext: object | undefined;
  const core: CoreInvocationContext = {
    invocationId,
    metadata,
    request: { ...invocation, invocationId, functionId: metadata.functionId },
    state: undefined,
    log(level, category, message) {
      const entry = withReadOnly(
        { level, message },
        { category, hookData, appHookData: hooks.appHookData, invocationContext },
      );
      hooks.runLog(entry);
      log(entry.level, category, entry.message, metadata.name);
    },
  };
  const invocationModel = await model.getInvocationModel(core);
  const { context, inputs } = await invocationModel.getArguments();
  invocationContext = context;
  const fixed = { hookData, appHookData: hooks.appHookData, invocationContext: context };

  const before = withReadOnly({ inputs, functionCallback: registered.callback }, fixed);
  core.state = 'preInvocationHooks';
  await hooks.run('preInvocation', before);

  const after = withReadOnly<{ inputs: unknown[]; result: unknown; error: unknown }, typeof fixed>(
    { inputs: before.inputs, result: null, error: null },
    fixed,
  );
  core.state = 'invocation';
  try {
    after.result = await invocationModel.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  core.state = 'postInvocationHooks';
  await hooks.run('postInvocation', after);
  core.state = undefined;

  if (after.error !== null && after.error !== undefined) throw after.error;
  const response = await invocationModel.getResponse(context, after.result);
  const answersByItself = triggerOf(metadata)?.binding.type === 'httpTrigger';
  return answersByItself && (after.result === null || after.result === undefined)
    ? { ...response, returnedNothing: true }
    : response;
}
