import type { OperationView } from '../../src/domain/operation.ts';
import { waitUntil } from '../../test/wait-until.ts';
import type { clientOf } from '../stack/client.ts';

/** Posts under one idempotency key until the request is acknowledged; returns the operation. */
export type PatientPost = (path: string, key: string, body: object) => Promise<OperationView>;

/** A client that behaves as the API asks: it retries while the host is unavailable or fails. */
export function patientPost(client: ReturnType<typeof clientOf>, withinMs: number): PatientPost {
  return async (path, key, body) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
    const post = async () => {
      const response = await client.post(path, { headers, body: JSON.stringify(body) });
      const text = await response.text();
      // 409 is a valid answer: an operation that has already given up cannot be canceled any more.
      if (!response.ok && response.status !== 409) throw new Error(`${response.status} ${text}`);
      return JSON.parse(text) as OperationView;
    };
    return waitUntil(`POST ${path} to be acknowledged`, post, { withinMs, toleratesErrors: true });
  };
}
