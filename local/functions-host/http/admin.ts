import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { triggerOf } from '../bindings.ts';
import type { FunctionInvoker, FunctionMetadata, TypedData } from '../invocation.ts';
import { readBody } from './read-body.ts';
import { writeEmpty } from './write-response.ts';

const RunRequest = z.object({ input: z.string().optional() });

/** The parts of the host's admin API that tools and tests use. */
export interface Admin {
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

export function createAdmin(functions: FunctionMetadata[], invoker: FunctionInvoker): Admin {
  async function runFunction(request: IncomingMessage, response: ServerResponse, name: string) {
    const metadata = functions.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    const trigger = metadata && triggerOf(metadata);
    if (!metadata || !trigger || trigger.binding.type === 'httpTrigger') {
      writeEmpty(response, 404);
      return;
    }
    const parsed = RunRequest.safeParse(parseJson((await readBody(request)).toString()));
    if (!parsed.success) {
      writeEmpty(response, 400);
      return;
    }
    const data: TypedData = { string: parsed.data.input ?? '' };
    // The caller learns only that it was started; its result is in the log.
    invoker
      .invoke({ functionName: metadata.name, inputData: [{ name: trigger.name, data }], triggerMetadata: {} })
      .catch(() => {});
    writeEmpty(response, 202);
  }

  return {
    async answer(request, response, path) {
      const [, name] = /^\/admin\/functions\/([^/]+)$/i.exec(path) ?? [];
      if (request.method === 'GET' && /^\/admin\/host\/status$/i.test(path)) {
        const body = JSON.stringify({ id: 'local', state: 'Running', version: '4.0.0', processUptime: uptimeMs() });
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body);
      } else if (request.method === 'POST' && name !== undefined) await runFunction(request, response, name);
      else writeEmpty(response, 404);
    },
  };
}

function uptimeMs(): number {
  return Math.round(process.uptime() * 1000);
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
