import type { OperationView } from '../../src/domain/operation.ts';
import type { clientOf } from '../stack/client.ts';
import { until } from '../stack/running-stack.ts';

/** Posts until it is acknowledged, under one idempotency key; returns the operation. */
export type PatientPost = (path: string, key: string, body: object) => Promise<OperationView>;

/** A client as the API wants it: a host that is away, or in trouble, is asked again. */
export function patientPost(client: ReturnType<typeof clientOf>, withinMs: number): PatientPost {
  return async (path, key, body) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
    let last = 'none';
    const post = async () => {
      const response = await client.post(path, { headers, body: JSON.stringify(body) });
      const text = await response.text();
      last = `${response.status} ${text}`;
      // A go-live that gave up before cannot be canceled any more: that is an answer.
      return response.ok || response.status === 409 ? (JSON.parse(text) as OperationView) : undefined;
    };
    try {
      return await until(path, () => post().catch(() => undefined), withinMs);
    } catch (cause) {
      throw new Error(`POST ${path} was not acknowledged; the last answer was: ${last}`, { cause });
    }
  };
}
