import type { InspectOutcome, OfferSnapshot, Refused, Slot, Trouble, Watched } from '../../domain/observation.ts';
import { notUnderstood, type Read, read } from '../http/read.ts';
import { readSlotVersion, readStatus } from './offer-body.ts';
import { pathsOf } from './paths.ts';
import type { Portal } from './portal.ts';
import { readRunning } from './running.ts';

/**
 * Reads all that a decision about the offer depends on, one part after the other: an operation that ends meanwhile has
 * then changed a part that is read after the list.
 */
export async function inspect(
  portal: Portal,
  offerId: string,
  watched: readonly Watched[] = [],
): Promise<InspectOutcome> {
  const paths = pathsOf(portal.publisherId, offerId);
  const running = await readRunning(portal, offerId, watched);
  if (running.kind !== 'running' && running.kind !== 'no-list') return notRead(running);
  const status = await read(portal, 'status', paths.status);
  if (status.kind === 'trouble' || status.kind === 'denied' || status.kind === 'refused') return notRead(status);
  const production = await readSlot(portal, paths.slot('Production'));
  if (production.kind === 'not-read') return production.why;
  const preview = await readSlot(portal, paths.slot('Preview'));
  if (preview.kind === 'not-read') return preview.why;
  if (status.kind === 'not-found') return offerNotRead(status.message, [production, preview]);
  const word = readStatus(status.value);
  if (word === undefined) return notUnderstood(portal, 'status', status.answer, 'the body is no status');
  const rest = { ...word, production, preview };
  return running.kind === 'running'
    ? whole({ running: running.operations, ...rest })
    : withoutList(running.message, rest);
}

function whole(offer: OfferSnapshot): InspectOutcome {
  return { kind: 'inspected', offer };
}

/** Only an offer that was never published has no list. For others, a missing list must not pass for an empty one. */
function withoutList(message: string, rest: Omit<OfferSnapshot, 'running'>): InspectOutcome {
  if (rest.status === 'never-published') return whole({ running: [], ...rest });
  return { kind: 'trouble', reason: 'not-understood', message: `${message} (asked for the running submissions)` };
}

type NotRead = Exclude<Read, { kind: 'read' | 'not-found' }>;

function notRead(look: NotRead): Refused | Trouble {
  return look.kind === 'denied' ? { kind: 'refused', cause: look.cause } : look;
}

/** An offer that has something in a slot exists, whatever its status answers. */
function offerNotRead(message: string, slots: Slot[]): Refused | Trouble {
  if (slots.some(({ kind }) => kind === 'holds'))
    return { kind: 'trouble', reason: 'not-understood', message: `${message} (asked for the offer's status)` };
  return { kind: 'refused', cause: { code: 'OfferNotFound', message } };
}

/** A slot that cannot be read never counts as empty: a version that is live could be submitted again. */
async function readSlot(portal: Portal, path: string): Promise<Slot | { kind: 'not-read'; why: Refused | Trouble }> {
  const slot = await read(portal, 'slot', path);
  if (slot.kind === 'not-found') return { kind: 'empty' };
  if (slot.kind !== 'read') return { kind: 'not-read', why: notRead(slot) };
  const version = readSlotVersion(slot.value);
  if (version !== undefined) return { kind: 'holds', version };
  return { kind: 'not-read', why: notUnderstood(portal, 'slot', slot.answer, 'the body has no version') };
}
