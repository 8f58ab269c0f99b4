import http from 'node:http';
import https from 'node:https';
import type { HttpClient, PipelineRequest } from '@azure/core-rest-pipeline';
import { POST_LIMIT_SECONDS } from '../../domain/settle-time.ts';
import { cut } from '../text/cut.ts';
import { type Answer, type Body, toBody } from './answer.ts';
import { neverOpened } from './connection-failure.ts';

export interface Request {
  method: 'GET' | 'POST';
  /** Path and query on the marketplace's own origin. */
  ref: string;
  headers?: Record<string, string>;
  body?: string;
  /** R2: called last. If there is no time left, nothing is sent. */
  inTime?: () => boolean;
}

export type Sent =
  | { kind: 'answered'; answer: Answer }
  /** Certainly not processed: the connection was never opened, or the time to send was over. */
  | { kind: 'not-sent'; message: string; late?: true }
  /** It may or may not have been processed. */
  | { kind: 'lost'; message: string; timedOut: boolean };

export type Send = (request: Request, token: string) => Promise<Sent>;

/** Limits of one call. */
export interface Limits {
  readSeconds: number;
  writeSeconds: number;
  answerBytes: number;
}

export const LIMITS: Limits = { readSeconds: 30, writeSeconds: POST_LIMIT_SECONDS, answerBytes: 2 * 1024 * 1024 };

/**
 * Makes the one function that talks to the marketplace. It sends once: no retry, no redirect. It is given paths, never
 * addresses, so a token cannot leave the marketplace's origin.
 */
export function createSend(origin: string, limits: Limits): Send {
  const agents = agentsOf(origin);
  return async (request, token) => {
    const { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } = await import(
      '@azure/core-rest-pipeline'
    );
    const seconds = request.method === 'GET' ? limits.readSeconds : limits.writeSeconds;
    const timeLimit = new AbortController();
    const timer = setTimeout(() => timeLimit.abort(), seconds * 1000);
    const outgoing = createPipelineRequest({
      url: origin + request.ref,
      method: request.method,
      headers: createHttpHeaders({
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'go-live',
        ...request.headers,
        authorization: `Bearer ${token}`,
      }),
      ...(request.body !== undefined && { body: request.body }),
      allowInsecureConnection: origin.startsWith('http:'),
      abortSignal: timeLimit.signal,
      streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
    });
    // Among the options above it would be ignored (core-rest-pipeline 1.24).
    outgoing.agent = request.method === 'GET' ? agents.read : agents.write;
    const client = createDefaultHttpClient();
    try {
      // R2: nothing may come between this question and the sending.
      if (request.inTime?.() === false) return TOO_LATE;
      return await perform(client, outgoing, limits.answerBytes);
    } catch (error) {
      if (timeLimit.signal.aborted) return { kind: 'lost', timedOut: true, message: `No answer in ${seconds} s.` };
      return {
        kind: neverOpened(error) ? 'not-sent' : 'lost',
        timedOut: false,
        message: `No answer: ${reason(error)}.`,
      };
    } finally {
      clearTimeout(timer);
    }
  };
}

const TOO_LATE: Sent = {
  kind: 'not-sent',
  late: true,
  message: 'The time to send it was over before it could be sent.',
};

async function perform(client: HttpClient, request: PipelineRequest, limit: number): Promise<Sent> {
  const { status, headers, readableStreamBody } = await client.sendRequest(request);
  const declared = Number(headers.get('content-length') ?? 0);
  const body = await readBody(readableStreamBody, declared, limit, () => request.abortSignal?.aborted === true);
  return { kind: 'answered', answer: { status, header: (name) => headers.get(name), body } };
}

/** Never fails: the status and the headers of an answer count even if its body breaks off. */
async function readBody(
  stream: NodeJS.ReadableStream | undefined,
  declared: number,
  limit: number,
  timedOut: () => boolean,
): Promise<Body> {
  if (stream === undefined) return { kind: 'empty' };
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      length += bytes.length;
      if (Math.max(length, declared) > limit) return { kind: 'too-large' };
      chunks.push(bytes);
    }
  } catch (error) {
    const message = timedOut() ? 'the answer did not end in time' : `the answer broke off: ${reason(error)}`;
    return { kind: 'broken', message, timedOut: timedOut() };
  }
  return toBody(Buffer.concat(chunks).toString('utf8'));
}

interface Agents {
  read: http.Agent;
  write: http.Agent;
}

const agentsByOrigin = new Map<string, Agents>();

/**
 * A write uses a connection of its own: on a kept one the other side may be closing it just now, and a reset would
 * leave the outcome unknown. Reads of all publishers share connections, which stay idle for a few seconds at most.
 */
function agentsOf(origin: string): Agents {
  const Agent = origin.startsWith('http:') ? http.Agent : https.Agent;
  const proxyEnv = process.env;
  const agents = agentsByOrigin.get(origin) ?? {
    read: new Agent({ keepAlive: true, timeout: 4000, proxyEnv }),
    write: new Agent({ keepAlive: false, proxyEnv }),
  };
  agentsByOrigin.set(origin, agents);
  return agents;
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return cut([code, message].filter((part) => part !== '').join(' '), 200);
}
