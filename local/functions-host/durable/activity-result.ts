import type { FunctionFailed, InvocationResponse } from '../invocation.ts';
import { eventBase, type FailureDetails, type HistoryEvent } from './history-event.ts';

/** The message that tells the orchestration what an activity returned. */
export function taskCompleted(taskId: number, { returnValue }: InvocationResponse, now: number): HistoryEvent {
  return { ...eventBase('TaskCompleted', now), TaskScheduledId: taskId, Result: resultText(returnValue) };
}

function resultText(value: InvocationResponse['returnValue']): string | null {
  if (!value) return null;
  if ('json' in value) return String(value.json);
  if ('string' in value) return JSON.stringify(value.string);
  if ('bytes' in value && value.bytes instanceof Uint8Array) {
    return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
  }
  if ('int' in value) return String(value.int);
  if ('double' in value) return String(value.double);
  return null;
}

/** The message that tells the orchestration that an activity failed, in the extension's words. */
export function taskFailed(taskId: number, name: string, error: FunctionFailed, now: number): HistoryEvent {
  const failureDetails = failureDetailsOf(error.message);
  // Two blanks: what the extension cuts out of the worker's text starts with one.
  const reason = `Activity function '${name}' failed:  ${error.message}`;
  return {
    ...eventBase('TaskFailed', now),
    TaskScheduledId: taskId,
    Reason: reason,
    Details: JSON.stringify({
      $type: 'System.Exception, System.Private.CoreLib',
      ClassName: 'System.Exception',
      Message: reason,
      InnerException: {
        $type: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException, Microsoft.Azure.WebJobs.Script',
        ClassName: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException',
        Message: `Result: Failure\nException: ${error.message}\nStack: ${error.remoteStack}`,
      },
    }),
    ...(failureDetails && { FailureDetails: failureDetails }),
  };
}

/** The SDK's exception properties provider puts this JSON in the place of the message. */
function failureDetailsOf(message: string): FailureDetails | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    const { errorType, errorMessage, isNonRetriable, properties, stackTrace } = JSON.parse(message);
    if (typeof errorType !== 'string' || typeof errorMessage !== 'string') return undefined;
    return {
      ErrorType: errorType,
      ErrorMessage: errorMessage,
      IsNonRetriable: isNonRetriable === true,
      Properties: properties,
      StackTrace: stackTrace,
    };
  } catch {
    return undefined;
  }
}
