import type { IncomingMessage } from 'node:http';
import type { Invocation, TypedData } from '../invocation.ts';
import { joinedHeaders, joinedQuery } from './joined-values.ts';
import type { RouteValues } from './match-route.ts';
import type { RequestTarget } from './request-target.ts';

/** The request in the form that an app without HTTP streaming receives. */
export function httpRequestData(
  request: IncomingMessage,
  target: RequestTarget,
  values: RouteValues,
  body: Buffer | undefined,
): TypedData {
  const headers = joinedHeaders(request);
  return {
    http: {
      url: target.url,
      method: request.method,
      headers: {},
      nullableHeaders: nullable(Object.entries(headers)),
      nullableQuery: nullable(joinedQuery(target.query)),
      nullableParams: nullable(Object.entries(values)),
      ...(body && body.length > 0 ? { body: { bytes: body } } : {}),
    },
  };
}

function nullable(entries: [string, string][]): Record<string, { value: string }> {
  return Object.fromEntries(entries.map(([name, value]) => [name, { value }]));
}

/** The caller's trace context, passed on to the function. */
export function traceContextOf(request: IncomingMessage): Pick<Invocation, 'traceContext'> {
  const { traceparent, tracestate } = request.headers;
  if (typeof traceparent !== 'string') return {};
  return {
    traceContext: { traceParent: traceparent, ...(typeof tracestate === 'string' ? { traceState: tracestate } : {}) },
  };
}
