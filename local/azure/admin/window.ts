import type { Directory } from '../identity/directory.ts';
import type { SecretStore } from '../key-vault/secret-store.ts';
import { type Exchange, json, type Reply, type Responder } from '../wire/exchange.ts';
import type { Faults } from '../wire/faults.ts';
import type { Newest } from '../wire/newest.ts';
import type { RequestLog } from '../wire/request-log.ts';
import { AfterQuery, ClientBody, FaultBody, RequestsQuery, SecretQuery } from './bodies.ts';
import { type BadInput, isBadInput, parseJson, parseQuery } from './input.ts';

/** Everything that the window shows and may change. */
export interface Behind {
  events: Newest<string>;
  envelopes: Newest<string>;
  secrets: SecretStore;
  directory: Directory;
  faults: Faults;
  requests: RequestLog;
  /** A token of the pipeline that may call the API. */
  pipelineToken(): string;
  /** The Service Bus queues with their dead-letter messages, ready to be shown. */
  queues(): unknown;
}

type Call = (exchange: Exchange, name: string) => Reply;

/** The admin window, for tests and people. It is not part of what the stand-ins imitate. */
export function createAdminWindow(behind: Behind): Responder {
  const calls = new Map<string, Call>([
    ['GET /health', () => json(200, { status: 'ok' })],
    ['GET /events', ({ url }) => list(behind.events, url)],
    ['DELETE /events', () => done(() => behind.events.clear())],
    ['GET /telemetry', ({ url }) => list(behind.envelopes, url)],
    ['GET /requests', ({ url }) => requests(behind.requests, url)],
    ['GET /service-bus', () => json(200, behind.queues())],
    ['PUT /faults', ({ body }) => setFault(behind.faults, body)],
    ['GET /pipeline-token', () => json(200, { access_token: behind.pipelineToken() })],
    ['GET /identity', () => json(200, behind.directory.ownIdentity)],
    ['PUT /secrets/{name}', ({ body, url }, name) => putSecret(behind.secrets, name, body, url)],
    ['PUT /clients/{name}', ({ body }, clientId) => setClient(behind.directory, clientId, body)],
    ['DELETE /clients/{name}', (_exchange, clientId) => done(() => behind.directory.unset(clientId))],
  ]);
  return (exchange) => {
    const [collection = '', name, ...rest] = exchange.url.pathname.slice(1).split('/');
    const path = rest.length > 0 ? exchange.url.pathname : name ? `/${collection}/{name}` : `/${collection}`;
    const call = calls.get(`${exchange.method} ${path}`);
    if (call) return call(exchange, name ?? '');
    const known = [...calls.keys()].join(', ');
    return json(404, { error: `Got ${exchange.method} ${exchange.url.pathname}; the admin window knows: ${known}.` });
  };
}

/** Lists are sent in pieces: hundreds of megabytes do not fit into one JavaScript string. */
const ITEMS_PER_PIECE = 1_000;

function list(items: Newest<string>, url: URL): Reply {
  const query = parseQuery(AfterQuery, url);
  if (isBadInput(query)) return refuse(query);
  const texts = items.after(query.after);
  function* pieces() {
    yield '[';
    for (let from = 0; from < texts.length; from += ITEMS_PER_PIECE) {
      yield `${from > 0 ? ',\n' : ''}${texts.slice(from, from + ITEMS_PER_PIECE).join(',\n')}`;
    }
    yield ']\n';
  }
  return { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: pieces() };
}

function requests(log: RequestLog, url: URL): Reply {
  const query = parseQuery(RequestsQuery, url);
  return isBadInput(query) ? refuse(query) : json(200, log.of(query.service));
}

function setFault(faults: Faults, body: Buffer): Reply {
  const fault = parseJson(FaultBody, body);
  if (isBadInput(fault)) return refuse(fault);
  const { status = 503, retryAfter, ...rest } = fault;
  return done(() => faults.set({ ...rest, status, retryAfterSeconds: retryAfter }));
}

function putSecret(secrets: SecretStore, name: string, body: Buffer, url: URL): Reply {
  const query = parseQuery(SecretQuery, url);
  if (isBadInput(query)) return refuse(query);
  if (!/^[0-9A-Za-z-]{1,127}$/.test(name)) {
    return refuse({ badInput: `Got the secret name "${name}"; wanted 1 to 127 letters, digits and hyphens.` });
  }
  if (body.length === 0) return refuse({ badInput: 'Got an empty body; wanted the raw value of the secret.' });
  const { enabled, expiresOn, contentType, tenantId, clientId } = query;
  const { version } = secrets.put(name, body.toString(), {
    enabled: enabled !== 'false',
    expiresAt: expiresOn === undefined ? undefined : Date.parse(expiresOn),
    contentType,
    tags: { ...(tenantId && { tenantId }), ...(clientId && { clientId }) },
  });
  return json(200, { name, version });
}

function setClient(directory: Directory, clientId: string, body: Buffer): Reply {
  const client = parseJson(ClientBody, body);
  return isBadInput(client) ? refuse(client) : done(() => directory.set(clientId, client));
}

function done(effect: () => void): Reply {
  effect();
  return { status: 204 };
}

function refuse({ badInput }: BadInput): Reply {
  return json(400, { error: badInput });
}
