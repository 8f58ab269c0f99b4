import type { GoLive } from '../../domain/go-live.ts';
import type { GoLiveRequest } from '../../domain/go-live-request.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Rejection } from '../../domain/rejection.ts';
import { type ActiveQuery, activeIds, activeStandings, closeActive } from './active.ts';
import { endedBefore, forgetOperation, forgetRejections, forgetUnusedKeys } from './forget.ts';
import { readHistory } from './history.ts';
import { type ListQuery, listOperations } from './lists.ts';
import type { Interruption, StoredRow } from './operation-row.ts';
import { readCheckpoint, readRow } from './read-row.ts';
import { keepRejection, listRejections, type RejectionQuery } from './rejections.ts';
import { claimKey, findKey, renewKey } from './request-keys.ts';
import type { Table } from './table.ts';
import { takeOver } from './take-over.ts';
import { takeTicket } from './tickets.ts';
import { readTransitions } from './transitions.ts';
import { keepWish, readWishes, type WishSignal } from './wishes.ts';
import { writeOperation } from './write-operation.ts';

/**
 * The record: the history, and everything that only one run may claim. docs/decisions/0004-record.md says why. All of
 * its functions throw `RecordUnavailable` when the table is away.
 */
export type OperationRecord = ReturnType<typeof openRecord>;

export function openRecord(table: Table) {
  return {
    read: (id: string) => readRow(table, id),
    readCheckpoint: (id: string) => readCheckpoint(table, id),
    readTransitions: (id: string, options: Parameters<typeof readTransitions>[2]) =>
      readTransitions(table, id, options),
    list: (query: ListQuery) => listOperations(table, query),
    readHistory: (publisherId: string, offerId: string) => readHistory(table, publisherId, offerId),
    write: (state: GoLive) => writeOperation(table, state),
    takeTicket: (checkpoint: GoLive, attempt: number, now: Instant) => takeTicket(table, checkpoint, attempt, now),
    takeOver: (stored: StoredRow, state: GoLive, interruption: Interruption) =>
      takeOver(table, stored, state, interruption),
    findKey: (name: string) => findKey(table, name),
    claimKey: (name: string, request: GoLiveRequest) => claimKey(table, name, request),
    renewKey: (name: string, request: GoLiveRequest, etag: string) => renewKey(table, name, request, etag),
    keepWish: (id: string, signal: WishSignal, now: Instant, name?: string) => keepWish(table, id, signal, now, name),
    readWishes: (id: string) => readWishes(table, id),
    activeIds: () => activeIds(table),
    activeStandings: (query: ActiveQuery) => activeStandings(table, query),
    closeActive: (id: string) => closeActive(table, id),
    keepRejection: (rejection: Rejection) => keepRejection(table, rejection),
    listRejections: (query: RejectionQuery) => listRejections(table, query),
    forgetRejections: (moment: Instant, isLate: () => boolean) => forgetRejections(table, moment, isLate),
    endedBefore: (moment: Instant) => endedBefore(table, moment),
    forget: (id: string) => forgetOperation(table, id),
    forgetUnusedKeys: (from: Instant, to: Instant) => forgetUnusedKeys(table, from, to),
  };
}
