import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  FunctionFailed,
  type FunctionInvoker,
  type TypedData,
  WorkerGone,
} from '../local/functions-host/invocation.ts';

/** A call of a function, as the .NET process posts it. */
interface Call {
  function: string;
  trigger: string;
  input: string | null;
  traceParent: string | null;
  traceState: string | null;
}

type Answer =
  | { kind: 'returned'; value: TypedData | { bytes: string } | null }
  | { kind: 'failed'; message: string; stack: string }
  | { kind: 'workerGone' };

export interface Front {
  url: string;
  /** Lets calls through; calls that arrived earlier have been waiting for it. */
  open(): void;
  close(): void;
}

/** Serves the .NET process's calls of the app's functions. */
export async function startFront(invoker: FunctionInvoker): Promise<Front> {
  const opened = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const call = (await readJson(request)) as Call;
    await opened.promise;
    response.end(JSON.stringify(await run(invoker, call)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    open: opened.resolve,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function run(invoker: FunctionInvoker, call: Call): Promise<Answer> {
  const { traceParent, traceState } = call;
  try {
    const { returnValue } = await invoker.invoke({
      functionName: call.function,
      inputData: [{ name: call.trigger, data: call.input === null ? {} : { string: call.input } }],
      ...(traceParent !== null && { traceContext: { traceParent, traceState: traceState ?? '' } }),
    });
    return { kind: 'returned', value: asJson(returnValue) };
  } catch (error) {
    if (error instanceof WorkerGone) return { kind: 'workerGone' };
    if (error instanceof FunctionFailed) return { kind: 'failed', message: error.message, stack: error.remoteStack };
    return { kind: 'failed', message: String(error), stack: '' };
  }
}

function asJson(value: TypedData | undefined): TypedData | { bytes: string } | null {
  if (!value || Object.keys(value).length === 0) return null;
  return 'bytes' in value && value.bytes instanceof Uint8Array
    ? { bytes: Buffer.from(value.bytes).toString('base64') }
    : value;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}
