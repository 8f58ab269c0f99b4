import { FunctionFailed, type InvocationResponse, type WorkerGone } from '../../invocation.ts';
import { eventBase, type HistoryEvent } from '../history-event.ts';
import { WORKER_EXIT } from '../worker-exit.ts';

/** The message that gives an activity's result to its orchestration. */
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

/** The message that reports an activity's failure to its orchestration, worded as the extension words it. */
export function taskFailed(
  taskId: number,
  name: string,
  error: FunctionFailed | WorkerGone,
  now: number,
): HistoryEvent {
  const failed = error instanceof FunctionFailed;
  return {
    ...eventBase('TaskFailed', now),
    TaskScheduledId: taskId,
    Reason: `Activity function '${name}' failed: ${failed ? error.message : WORKER_EXIT}`,
    Details: JSON.stringify(failed ? functionFailure(error) : WORKER_FAILURE),
    FailureDetails: null,
  };
}

const WORKER_FAILURE = {
  $type: 'Microsoft.Azure.WebJobs.Script.Workers.WorkerProcessExitException, Microsoft.Azure.WebJobs.Script',
  Message: WORKER_EXIT,
  InnerException: null,
};

function functionFailure({ message, remoteStack }: FunctionFailed): object {
  return {
    $type: 'System.Exception, System.Private.CoreLib',
    ClassName: 'System.Exception',
    Message: message,
    InnerException: {
      $type: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException, Microsoft.Azure.WebJobs.Script',
      IsUserException: true,
      RemoteStackTrace: remoteStack,
      RemoteMessage: message,
      Message: `Result: Failure\nException: ${message}\nStack: ${remoteStack}`,
    },
  };
}
