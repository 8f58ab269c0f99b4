import { randomUUID } from 'node:crypto';
import type { GoLiveRequest } from '../../domain/go-live-request.ts';
import { fromColumns, toColumns } from './columns.ts';
import { keyPartition } from './keys.ts';
import type { Row, Table } from './table.ts';

/** A claimed idempotency key, and the request that claimed it. */
export interface KeptKey {
  request: GoLiveRequest;
  etag: string;
}

export type Claimed =
  /** This request has claimed the key. */
  | { kind: 'claimed' }
  /** It was claimed before, by this request or another one. */
  | ({ kind: 'kept' } & KeptKey);

export async function findKey(table: Table, name: string): Promise<KeptKey | undefined> {
  const row = await table.get(keyPartition(name), name);
  return row && { request: requestOf(row), etag: row.etag };
}

/** Claims an idempotency key for a request; exactly one of any number wins. */
export async function claimKey(table: Table, name: string, request: GoLiveRequest): Promise<Claimed> {
  const nonce = randomUUID();
  const partition = keyPartition(name);
  const columns = { ...toColumns('request', request), nonce };
  if ((await table.change(partition, [{ kind: 'insert', rowKey: name, columns }])) === 'changed')
    return { kind: 'claimed' };
  const kept = await table.get(partition, name);
  // It was purged between the two calls, so a repeat can claim it.
  if (!kept) throw new Error('The idempotency key was forgotten at this very moment; ask again.');
  if (kept.columns['nonce'] === nonce) return { kind: 'claimed' };
  return { kind: 'kept', request: requestOf(kept), etag: kept.etag };
}

/** Replaces the request of a claimed key by one with new times; false when another request has just done so. */
export async function renewKey(table: Table, name: string, request: GoLiveRequest, etag: string): Promise<boolean> {
  const columns = { ...toColumns('request', request), nonce: randomUUID() };
  const changed = await table.change(keyPartition(name), [{ kind: 'replace', rowKey: name, columns, etag }]);
  return changed === 'changed';
}

export function requestOf({ columns }: Row): GoLiveRequest {
  const request = fromColumns<GoLiveRequest>('request', columns);
  if (!request) throw new Error('A row of a key is not whole: something else wrote into the record.');
  return request;
}
