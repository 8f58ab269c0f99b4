import type { OperationView } from '../../src/domain/operation.ts';
import { waitUntil } from '../../test/wait-until.ts';
import type { clientOf } from '../stack/client.ts';

/** Posts until it is acknowledged, under one idempotency key; returns the operation. */
export type PatientPost = (path: string, key: string, body: object) => Promise<OperationView>;

/** A client as the API wants it: a host that is away, or in trouble, is asked again. */
export function patientPost(client: ReturnType<typeof clientOf>, withinMs: number): PatientPost {
  return async (path, key, body) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
    const post = async () => {
      const response = await client.post(path, { headers, body: JSON.stringify(body) });
      const text = await response.text();
      // A go-live that gave up before cannot be canceled any more: that is an answer.
      if (!response.ok && response.status !== 409) throw new Error(`${response.status} ${text}`);
      return JSON.parse(text) as OperationView;
    };
    return waitUntil(`POST ${path} to be acknowledged`, post, { withinMs, toleratesErrors: true });
  };
}
