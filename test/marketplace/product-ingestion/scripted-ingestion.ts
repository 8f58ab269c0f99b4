import { openProductIngestion } from '../../../src/marketplace/product-ingestion/product-ingestion.ts';
import { type Opened, type OpenOptions, openOn } from '../http/scripted-client.ts';
import type { Reply, Script } from '../http/scripted-server.ts';

export { closeServers } from '../http/scripted-client.ts';
export { limitsFor, type Reply } from '../http/scripted-server.ts';

const BASE = '/rp/product-ingestion';
export const P = '9f2d4b1e-0000-4000-8000-000000000001';
export const J = 'd4261631-c583-4949-a612-5150882632e9';
/** The submissions of the first and of the second publish to preview; too large for a number. */
export const S1 = '1152921515689848683';
export const S2 = '1152921515689848684';

export const PRODUCT = `GET ${BASE}/product`;
export const LIST = `GET ${BASE}/submission/${P}`;
export const CONFIGURE = `POST ${BASE}/configure`;
export const STATUS = `GET ${BASE}/configure/${J}/status`;
export const CANCEL = `POST ${BASE}/configure/${J}/cancel`;

/** Opens the client on a scripted server; the offer `vm` is a product unless the script says otherwise. */
export function open(script: Script, options: OpenOptions = {}): Promise<Opened> {
  return openOn({ [PRODUCT]: products('vm'), ...script }, options, ({ origin, ...channel }) =>
    openProductIngestion({ ...channel, endpoint: options.endpoint ?? origin + BASE }),
  );
}

export function products(...externalIds: string[]): Reply {
  const value = externalIds.map((externalId) => ({ id: `product/${P}`, identity: { externalId }, type: 'x' }));
  return { status: 200, body: { value } };
}

/** An entry of the list: `preview 1152... completed/succeeded`. */
export function entry(targetType: string, submissionId: string, words: string) {
  const [status, result] = words.split('/');
  const state = { status, result, created: '2022-02-04T20:07:22.4220588Z' };
  return { id: `submission/${P}/${submissionId}`, product: `product/${P}`, target: { targetType }, ...state };
}

export const DRAFT = { id: `submission/${P}/0`, product: `product/${P}`, target: { targetType: 'draft' } };

/** A list with these entries and the draft. */
export function list(...entries: ReturnType<typeof entry>[]): Reply {
  return { status: 200, body: { value: [...entries.slice(0, 1), DRAFT, ...entries.slice(1)] } };
}

export function job(jobStatus: string, jobResult: string, rest: object = {}): { status: number; body: object } {
  const times = { jobStart: '2022-03-01T13:32:43.123456Z', jobEnd: '0001-01-01T00:00:00' };
  return { status: 200, body: { jobId: J, jobStatus, jobResult, ...times, errors: [], ...rest } };
}

/** Nested as the service nests them. */
export function certificationErrors() {
  const inner = { code: 'invalidState', message: 'Issues found during Certification.' };
  const step = { code: 'invalidState', message: 'Certification', details: [inner] };
  return [
    { resourceId: `submission/${P}/${S2}`, code: 'internalServerError', message: 'Operation failed', details: [step] },
  ];
}
