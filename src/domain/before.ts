import type { OfferSnapshot, OfferStatus, RunningOperation, Slot, Version } from './observation.ts';

/** What an offer showed before anything was sent. A POST that was processed has changed at least one part of it. */
export interface Before {
  readonly running: readonly RunningOperation[];
  readonly status: OfferStatus;
  /** The marketplace's own word. */
  readonly statusWord: string;
  readonly production?: Version;
}

export function beforeOf({ running, status, statusWord, production }: OfferSnapshot): Before {
  const live = versionIn(production);
  return { running, status, statusWord, ...(live !== undefined && { production: live }) };
}

/** The version that a slot holds; nothing when it is empty. */
export function versionIn(slot: Slot): Version | undefined {
  return slot.kind === 'holds' ? slot.version : undefined;
}

/**
 * R1, R4: how an offer differs from what the intent recorded, compared in the order of reading. Undefined only when the
 * list (and how far each entry has come), the status word, production and preview are all exactly the same.
 */
export function differenceFrom(
  { version, before }: { readonly version: Version; readonly before: Before },
  offer: OfferSnapshot,
): string | undefined {
  if (!sameRunning(before.running, offer.running)) return 'what runs on the offer is not what ran before';
  if (!sameWord(before, offer)) return `the offer's status was "${before.statusWord}" and is "${offer.statusWord}"`;
  const live = versionIn(offer.production);
  if (live !== before.production) return `${named(before.production)} was live and ${named(live)} is`;
  const tested = versionIn(offer.preview);
  return tested === version ? undefined : `${named(version)} was in preview and ${named(tested)} is`;
}

function sameRunning(one: readonly RunningOperation[], two: readonly RunningOperation[]): boolean {
  const standing = ({ operationId, reach }: RunningOperation) => `${operationId} ${reach}`;
  return one.map(standing).sort().join() === two.map(standing).sort().join();
}

/** Words that we translate may be spelled in more than one way; those that we do not know are compared as they came. */
function sameWord(one: Pick<Before, 'status' | 'statusWord'>, two: Pick<Before, 'status' | 'statusWord'>): boolean {
  return one.status === two.status && (one.status !== 'unknown' || one.statusWord === two.statusWord);
}

function named(version: Version | undefined): string {
  return version === undefined ? 'nothing' : `version ${version}`;
}
