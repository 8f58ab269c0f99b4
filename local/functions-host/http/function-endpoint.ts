import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { FunctionFailed, type FunctionInvoker, WorkerGone } from '../invocation.ts';
import type { LoadedApp } from '../worker/protocol.ts';
import { httpBindingData } from './binding-data.ts';
import { forwardRequest } from './forward.ts';
import { joinedHeaders } from './joined-values.ts';
import { BodyTooLarge, isStreamed, readBody } from './read-body.ts';
import { httpRequestData, traceContextOf } from './request-data.ts';
import type { RequestTarget } from './request-target.ts';
import type { RouteMatch } from './router.ts';
import { writeEmpty, writeFunctionResponse } from './write-response.ts';

export interface FunctionEndpoint {
  /**
   * Answers one request with the function that its route names.
   * @throws Error when neither the function nor the end of its worker is the cause.
   */
  answer(request: IncomingMessage, response: ServerResponse, match: RouteMatch, target: RequestTarget): Promise<void>;
  close(): void;
}

const WORKER_END_MS = 1_000;

/** Runs HTTP functions: through the app's own HTTP server when the app streams, else through the worker channel. */
export function createFunctionEndpoint(invoker: FunctionInvoker, loaded: () => Promise<LoadedApp>): FunctionEndpoint {
  const agent = new Agent({ keepAlive: true });

  async function run(request: IncomingMessage, response: ServerResponse, match: RouteMatch, target: RequestTarget) {
    const body = isStreamed(request) ? undefined : await readBody(request);
    const { httpUri } = await loaded();
    const { name: triggerName } = match.target.trigger;
    const functionName = match.target.metadata.name;
    if (httpUri === undefined) {
      const data = httpRequestData(request, target, match.values, body);
      const inputData = [{ name: triggerName, data }];
      const answer = await invoker.invoke({ functionName, inputData, triggerMetadata: {}, ...traceContextOf(request) });
      writeFunctionResponse(response, answer);
      return;
    }
    const invocationId = randomUUID();
    const headers = joinedHeaders(request);
    const forwarded = forwardRequest(request, response, { agent, httpUri, invocationId, url: target.url, body });
    const invoked = invoker.invoke({
      functionName,
      invocationId,
      inputData: [{ name: triggerName, data: { http: {} } }],
      triggerMetadata: httpBindingData({ headers, query: target.query, values: match.values, body }),
      ...traceContextOf(request),
    });
    const answered = invoked.then(({ returnedNothing }) => {
      if (!returnedNothing) return;
      forwarded.abort();
      writeEmpty(response, 204);
    });
    try {
      // Await both: if the connection breaks, the function waits for its request for ever.
      await Promise.all([answered, forwarded.finished]);
    } catch (error) {
      forwarded.abort();
      // A broken connection usually means that the worker died; its process then reports that a moment later.
      if (!(error instanceof BodyTooLarge)) await Promise.race([answered, delay(WORKER_END_MS)]);
      throw error;
    }
  }

  return {
    async answer(request, response, match, target) {
      try {
        await run(request, response, match, target);
      } catch (error) {
        if (error instanceof FunctionFailed) writeEmpty(response, 500);
        else if (error instanceof WorkerGone) writeEmpty(response, 503);
        else throw error;
      }
    },
    close: () => agent.destroy(),
  };
}
