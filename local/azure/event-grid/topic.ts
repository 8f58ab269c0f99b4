import { randomUUID } from 'node:crypto';
import type { Tokens } from '../identity/tokens.ts';
import { bearerToken, type Exchange, json, type Reply } from '../wire/exchange.ts';
import type { Newest } from '../wire/newest.ts';
import type { Service } from '../wire/service.ts';
import { cloudEventProblem } from './cloud-event.ts';

/** The region is part of the host name and a wildcard covers one label only, so all topics are in this one region. */
export const TOPIC_HOSTS = ['*.westeurope-1.eventgrid.azure.net'];

const RESOURCE = 'https://eventgrid.azure.net';
const MAX_BYTES = 1_048_576;
const MAX_EVENTS = 5_000;
const API_VERSION = '2018-01-01';

interface Settings {
  /** Receives accepted events, each as the JSON text of a CloudEvent. */
  events: Newest<string>;
  tokens: Tokens;
  /** The key that callers without a token present as `aeg-sas-key`. */
  key: string;
}

/** A custom topic whose input schema is CloudEvents 1.0. A batch is accepted as a whole or not at all. */
export function createTopic({ events, tokens, key }: Settings): Service {
  return {
    name: 'eventGrid',
    respond(exchange) {
      const { method, url, body } = exchange;
      if (method !== 'POST' || url.pathname !== '/api/events')
        return fail(404, 'NotFound', 'The resource was not found.');
      const refusal = authorize(exchange, tokens, key);
      if (refusal) return refusal;
      const version = url.searchParams.get('api-version');
      if (version !== API_VERSION) return fail(400, 'BadRequest', `The api-version '${version}' is not supported.`);
      if (body.length > MAX_BYTES) {
        return fail(
          413,
          'RequestEntityTooLarge',
          `The size of the request, ${body.length} bytes, exceeds ${MAX_BYTES}.`,
        );
      }
      const batch = parseBatch(exchange);
      if (!Array.isArray(batch)) return batch;
      for (const event of batch) events.add(JSON.stringify(event));
      return { status: 200 };
    },
    fail: (status) => fail(status, FAILURES[status] ?? 'InternalServerError', 'The topic failed, as scripted.'),
  };
}

function authorize(exchange: Exchange, tokens: Tokens, key: string): Reply | undefined {
  const token = bearerToken(exchange);
  if (token) {
    const caller = tokens.verify(token, RESOURCE);
    if (!caller.ok) return fail(401, 'Unauthorized', `The request authorization header is not valid. ${caller.reason}`);
    return caller.managedIdentity ? undefined : fail(401, 'Unauthorized', NOT_A_SENDER);
  }
  const given = exchange.headers['aeg-sas-key'];
  if (given === undefined) return fail(401, 'Unauthorized', NO_CREDENTIAL);
  if (given === key) return undefined;
  const topic = exchange.url.host.toUpperCase();
  return fail(401, 'Unauthorized', `The request authorization key is not authorized for ${topic}.`);
}

function parseBatch({ headers, body }: Exchange): unknown[] | Reply {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  let value: unknown;
  switch (type) {
    case 'application/cloudevents-batch+json':
    case 'application/cloudevents+json':
    case 'application/json':
      break;
    default:
      return fail(415, 'UnsupportedMediaType', `The media type '${type}' is not supported; CloudEvents in JSON are.`);
  }
  try {
    value = JSON.parse(body.toString());
  } catch (error) {
    return invalid(`The body is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
  if (type === 'application/cloudevents-batch+json' && !Array.isArray(value)) {
    return invalid('Token Expected: StartArray, Actual Token Received: StartObject.');
  }
  const batch: unknown[] = Array.isArray(value) && type !== 'application/cloudevents+json' ? value : [value];
  if (batch.length > MAX_EVENTS)
    return invalid(`A batch holds at most ${MAX_EVENTS} events. Received: ${batch.length}.`);
  for (const event of batch) {
    const problem = cloudEventProblem(event);
    if (problem) return invalid(problem);
  }
  return batch;
}

const NO_CREDENTIAL = 'Request must contain one of the following authorization signature: aeg-sas-token, aeg-sas-key.';

const NOT_A_SENDER =
  'The principal associated with access token presented with the incoming request does not have permission to send data to the topic.';

const FAILURES: Partial<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  413: 'RequestEntityTooLarge',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
};

function invalid(problem: string): Reply {
  const message = withReport(
    `This resource is configured to receive event in 'CloudEventV10' schema. The JSON received does not conform to the expected schema. ${problem}`,
  );
  return json(400, { error: { code: 'BadRequest', message, details: [{ code: 'InputJsonInvalid', message }] } });
}

function fail(status: number, code: string, message: string): Reply {
  return json(status, { error: { code, message: withReport(message) } });
}

function withReport(message: string): string {
  return `${message} Report '${randomUUID()}:0:${new Date().toUTCString()}' to our forums for assistance or raise a support ticket.`;
}
