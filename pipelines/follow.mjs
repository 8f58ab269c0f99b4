import { setTimeout as sleep } from 'node:timers/promises';
import { linesOf } from './operation-words.mjs';
import { say } from './print.mjs';
import { pauseSeconds } from './service.mjs';

const ENDED = ['Succeeded', 'Failed', 'Canceled'];

/**
 * Looks at the operation as often as the service asks, until it has ended (`ended: true`) or the next look would come
 * after `until`. Each answer is passed to `onLook` before anything else happens.
 */
export async function follow({ ask, location, first, until, onLook, onAttention }) {
  const show = openChanges(onAttention);
  for (let answer = first; ; answer = await ask(location)) {
    const { operation, headers } = answer;
    onLook(operation);
    show(operation);
    if (ENDED.includes(operation.status)) return { operation, ended: true };
    const pauseMs = pauseSeconds(headers, 5) * 1000;
    if (Date.now() + pauseMs > until) return { operation, ended: false };
    await sleep(pauseMs);
  }
}

/** Prints each line when it has changed; a line in which only a figure changes is printed at intervals. */
function openChanges(onAttention) {
  const shown = new Map();
  const told = new Set();
  return function show(operation, now = Date.now()) {
    for (const { what, line, state = line, everyMs, attention } of linesOf(operation)) {
      const before = shown.get(what);
      const isNew = before?.state !== state;
      const hasMoved = before?.line !== line && now - before?.at >= everyMs;
      if (!isNew && !hasMoved) continue;
      say(line);
      shown.set(what, { line, state, at: now });
      // Annotations are limited in number, so a problem that comes and goes for days gets only one.
      if (attention && !told.has(attention.code)) onAttention(attention);
      if (attention) told.add(attention.code);
    }
  };
}
