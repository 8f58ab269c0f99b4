import type { ObserveOutcome } from '../../domain/observation.ts';
import { retryAfter } from '../http/channel.ts';
import { contractChanged, notUnderstood, read, unauthorized } from '../http/read.ts';
import { versionedRef } from './location.ts';
import { readOperation } from './operation-body.ts';
import type { Portal } from './portal.ts';

/** Makes one look at a marketplace operation. Refused credentials do not end it: they can change during the wait. */
export async function observe(portal: Portal, ref: string): Promise<ObserveOutcome> {
  // The reference was made by us, but it comes from stored state.
  const onOurOrigin = versionedRef(ref, portal.origin);
  if (onOurOrigin.kind === 'elsewhere')
    return contractChanged(`The operation's location is not followed: ${onOurOrigin.reason}.`);
  const looked = await read(portal, 'observe', onOurOrigin.ref);
  if (looked.kind === 'denied') return unauthorized(looked.cause);
  if (looked.kind !== 'read') return looked;
  const operation = readOperation(looked.value);
  if (operation === undefined) return notUnderstood(portal, 'observe', looked.answer, 'the body is no operation');
  return { kind: 'observed', operation, ...retryAfter(portal, looked.answer) };
}
