import { randomUUID } from 'node:crypto';
import type { GoLive } from '../../domain/go-live.ts';
import type { Instant } from '../../domain/instant.ts';
import { latestTicketAt, provenAfterTicket } from '../../domain/settle-time.ts';
import { checkpointKey, OPERATIONS, operationKey, ticketKey } from './keys.ts';
import { type StoredRow, toCheckpointColumns, toOperationColumns } from './operation-row.ts';
import { readRow } from './read-row.ts';
import { type Change, RecordUnavailable, type Table } from './table.ts';

/**
 * A ticket permits one POST, which only the run that won it sends. `at`: when it was won, by that run's clock. R12:
 * `closed`: the operation has ended, or another run has taken it over, so this run can win no ticket of it.
 */
export type Ticket = { kind: 'won'; at: Instant } | { kind: 'taken'; at: Instant } | { kind: 'closed' };

const MAX_TRIES = 5;

/**
 * Takes the ticket of a POST: its row, the checkpoint and the proof that the operation is still open are one
 * transaction. When the answer to an insert is lost, the client repeats it and finds the row, or the row is read back;
 * the nonce shows that it is our own.
 * @throws RecordUnavailable when it is not known whether the ticket was taken.
 */
export async function takeTicket(table: Table, checkpoint: GoLive, attempt: number, now: Instant): Promise<Ticket> {
  const { operationId } = checkpoint.request;
  const nonce = randomUUID();
  const key = ticketKey(operationId, attempt);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const stored = await readRow(table, operationId);
    if (!stored) throw new RecordUnavailable(`Operation ${operationId} is not in the record yet.`);
    if (stored.ended || stored.run !== checkpoint.run) return { kind: 'closed' };
    const ticket: Change = { kind: 'insert', rowKey: key, columns: { nonce, run: stored.run, at: String(now) } };
    let lost: unknown;
    try {
      if ((await table.change(OPERATIONS, [ticket, ...marks(checkpoint, stored, now)])) === 'changed') {
        return { kind: 'won', at: now };
      }
    } catch (error) {
      lost = error;
    }
    const kept = await table.get(OPERATIONS, key);
    if (kept) {
      const at = Number(kept.columns['at']);
      return kept.columns['nonce'] === nonce ? { kind: 'won', at } : { kind: 'taken', at };
    }
    // The lost insert may still arrive.
    if (lost) throw lost;
  }
  throw new RecordUnavailable(
    `The row of operation ${operationId} changed at each of ${MAX_TRIES} tries for a ticket.`,
  );
}

function marks(checkpoint: GoLive, { etag, ...stored }: StoredRow, now: Instant): Change[] {
  const { operationId: id, terms } = checkpoint.request;
  const freeAt = Math.max(stored.freeAt, provenAfterTicket(latestTicketAt(now, now), terms));
  const phase = checkpoint.stage.phase;
  const columns = toOperationColumns({
    ...stored,
    freeAt,
    operation: { ...stored.operation, phase, status: 'Running' },
  });
  return [
    { kind: 'replace', rowKey: operationKey(id), columns, etag },
    { kind: 'put', rowKey: checkpointKey(id), columns: toCheckpointColumns(checkpoint) },
  ];
}
