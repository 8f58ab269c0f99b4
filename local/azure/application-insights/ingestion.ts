import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Tokens } from '../identity/tokens.ts';
import { bearerToken, type Exchange, json, type Reply } from '../wire/exchange.ts';
import type { Newest } from '../wire/newest.ts';
import type { Service } from '../wire/service.ts';

/** Ingestion in all regions, live metrics, and OneSettings. */
export const APPLICATION_INSIGHTS_HOSTS = [
  '*.in.applicationinsights.azure.com',
  '*.livediagnostics.monitor.azure.com',
  'settings.sdk.monitor.azure.com',
];

const RESOURCE = 'https://monitor.azure.com';
const TRACK_PATHS = ['/v2.1/track', '/v2/track'];
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

interface Settings {
  /** Where accepted envelopes go, each as JSON text. */
  envelopes: Newest<string>;
  tokens: Tokens;
  /** The component's key; telemetry for other components (the SDK's own statistics) is refused. */
  instrumentationKey: string;
}

const Envelope = z.looseObject({
  name: z.string(),
  time: z.string(),
  iKey: z.string(),
  data: z.looseObject({ baseType: z.string(), baseData: z.looseObject({}) }),
});

/**
 * Application Insights ingestion. Live metrics and OneSettings get a minimal answer, so that the SDK leaves them alone.
 */
export function createIngestion({ envelopes, tokens, instrumentationKey }: Settings): Service {
  return {
    name: 'applicationInsights',
    respond(exchange) {
      const { method, url } = exchange;
      if (url.pathname.startsWith('/QuickPulseService.svc/')) return NOBODY_WATCHES;
      if (method !== 'POST' || !TRACK_PATHS.includes(url.pathname)) return { status: 404 };
      const token = bearerToken(exchange);
      const caller = token === undefined ? undefined : tokens.verify(token, RESOURCE);
      if (caller && !caller.ok) return report(401, 0, [{ index: 0, statusCode: 401, message: caller.reason }]);
      return take(exchange, envelopes, instrumentationKey);
    },
    fail: (status) => report(status, 0, [{ index: 0, statusCode: status, message: 'Ingestion failed, as scripted.' }]),
    isFaultable: ({ url }) => TRACK_PATHS.includes(url.pathname),
  };
}

/** The answer to a live metrics ping when no portal page is open. */
const NOBODY_WATCHES: Reply = { status: 200, headers: { 'x-ms-qps-subscribed': 'false' } };

interface ItemError {
  index: number;
  statusCode: number;
  message: string;
}

function take(exchange: Exchange, envelopes: Newest<string>, instrumentationKey: string): Reply {
  const items = parseItems(exchange);
  if (!items) return report(400, 0, [{ index: 0, statusCode: 400, message: 'Invalid JSON or gzip.' }]);
  const errors: ItemError[] = [];
  for (const [index, item] of items.entries()) {
    const message = problemOf(item, instrumentationKey);
    if (message === undefined) envelopes.add(JSON.stringify(item));
    else errors.push({ index, statusCode: 400, message });
  }
  if (errors.length === 0) return report(200, items.length, []);
  return report(errors.length === items.length ? 400 : 206, items.length, errors);
}

function problemOf(item: unknown, instrumentationKey: string): string | undefined {
  const { success, data, error } = Envelope.safeParse(item);
  if (!success)
    return `Invalid envelope: ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`;
  return data.iKey.toLowerCase() === instrumentationKey.toLowerCase() ? undefined : 'Invalid instrumentation key';
}

/** The body is a JSON array or one envelope per line, gzipped or plain. */
function parseItems({ headers, body }: Exchange): unknown[] | undefined {
  try {
    const isPacked = headers['content-encoding'] === 'gzip';
    const text = (isPacked ? gunzipSync(body, { maxOutputLength: MAX_UNPACKED_BYTES }) : body).toString().trim();
    if (text.startsWith('[')) return z.array(z.unknown()).parse(JSON.parse(text));
    return text.split('\n').map((line) => JSON.parse(line));
  } catch {
    return undefined;
  }
}

function report(status: number, itemsReceived: number, errors: ItemError[]): Reply {
  return json(status, { itemsReceived, itemsAccepted: itemsReceived && itemsReceived - errors.length, errors });
}
