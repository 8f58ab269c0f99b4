import { sentences } from './stop.mjs';
import { spanOf } from './times.mjs';

const MINUTE_MS = 60_000;

/**
 * The lines that a person wants to see once, and again when they change. When only a figure changes (`state` stays the
 * same), the line is shown again after `everyMs`.
 */
export function linesOf({ phase, attention, estimate, marketplace }) {
  const steps = (marketplace?.steps ?? []).filter(({ status }) => status !== 'not-started');
  const messages = steps.flatMap(({ name, messages = [] }) =>
    messages.map(({ level, text }) => `Step ${name}: ${level}: ${text}`),
  );
  return [
    { what: 'phase', line: `Phase: ${phase}` },
    ...steps.map(({ id, name, status, progress }) => ({
      what: `step ${id ?? name}`,
      state: status,
      everyMs: MINUTE_MS,
      line: `Step ${name}: ${status}${progress === undefined ? '' : `, ${progress} %`}`,
    })),
    ...messages.map((line) => ({ what: line, line })),
    ...(attention ? [{ what: 'attention', line: `Attention: ${attentionText(attention)}`, attention }] : []),
    ...(estimate
      ? [{ what: 'estimate', state: 'known', everyMs: 60 * MINUTE_MS, line: `Estimate: ${estimateText(estimate)}` }]
      : []),
  ];
}

/** The code, what happened, and what to do about it. */
export function attentionText({ code, message, remedy, actions = [] }) {
  const possible = actions.length > 0 ? `Possible: ${actions.join(', ')}` : undefined;
  return `${code}: ${sentences(message, remedy, possible)}`;
}

export function estimateText({ at, earliest, latest }, now = Date.now()) {
  const span = Date.parse(at) - now;
  const about = span > 0 ? `in about ${spanOf(span)}` : 'any moment';
  const between = earliest && latest ? `, between ${earliest} and ${latest}` : '';
  return `live ${about}, at ${at}${between}`;
}

/** The operation's situation when the job stops following it: phase, what holds it up, and when it may be live. */
export function standingOf({ phase, queuePosition, behind, attention, estimate }) {
  const place = queuePosition ? `, with ${queuePosition} before it` : '';
  const next = behind?.operationId ?? behind?.marketplaceOperationId;
  const whose = behind?.operationId ? 'operation' : "the marketplace's operation";
  return sentences(
    `It is in phase ${phase}${place}${next ? `, behind ${whose} ${next}` : ''}`,
    attention && `Attention since ${attention.since}: ${attentionText(attention)}`,
    estimate && `Estimate: ${estimateText(estimate)}`,
  );
}

/** The result for the offer, once the operation has succeeded. */
export function successOf({ publisherId, offerId, result }) {
  const version = result?.version === undefined ? '' : `, version ${result.version}`;
  const before = result?.alreadyLive ? '; it was so before' : '';
  return `${publisherId}/${offerId} is live${version}${before}`;
}

/** Names whoever acted: a person or an application by name, otherwise by what is known. */
export function actorText(actor) {
  switch (actor?.kind) {
    case 'principal':
      return actor.name ?? actor.id;
    case 'key':
      return 'A caller with a function key';
    case 'queue':
      return 'The sender of a message';
    case 'operation':
      return `Operation ${actor.id}`;
    default:
      return 'Somebody';
  }
}

/** Explains why an operation was canceled, and what is known about its effects. */
export function cancelText({ canceledBy, cancellation }) {
  return sentences(`${actorText(canceledBy)} canceled the operation`, cancellation?.reason, cancellation?.message);
}
