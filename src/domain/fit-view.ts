import type { OperationView } from './operation.ts';

/** The custom status of an orchestration holds 16 KB of UTF-16; some room is left for its envelope. */
export const CUSTOM_STATUS_BYTES = 16 * 1024 - 256;

const UTF16_BYTES = 2;
const LONG_TEXT = 500;
const SHORT_TEXT = 100;

/**
 * Cuts a view to at most `maxBytes` of UTF-16 JSON. It drops, in this order: the oldest messages of steps, the tails of
 * long texts, all messages, the tails of shorter texts, labels, steps, and lists of links and decisions. Never fails:
 * what remains has a bounded number of texts and always fits.
 */
export function fitView(view: OperationView, maxBytes: number = CUSTOM_STATUS_BYTES): OperationView {
  const cuts = [
    dropOldMessages,
    (v: OperationView) => shorten(v, LONG_TEXT),
    dropMessages,
    (v: OperationView) => shorten(v, SHORT_TEXT),
    dropLabels,
    dropSteps,
    dropLists,
  ];
  let fitted = view;
  for (const cut of cuts) {
    if (fits(fitted, maxBytes)) return fitted;
    fitted = cut(fitted, maxBytes);
  }
  return fitted;
}

function fits(view: OperationView, maxBytes: number): boolean {
  return JSON.stringify(view).length * UTF16_BYTES <= maxBytes;
}

/** Drops the messages of one step after the other, the oldest first. */
function dropOldMessages(view: OperationView, maxBytes: number): OperationView {
  let excess = JSON.stringify(view).length * UTF16_BYTES - maxBytes;
  return withSteps(view, (step) => {
    const kept = [...step.messages];
    // The newest message of each step is kept, because it explains the step's status.
    while (excess > 0 && kept.length > 1) excess -= (JSON.stringify(kept.shift()).length + 1) * UTF16_BYTES;
    return { ...step, messages: kept };
  });
}

function dropMessages(view: OperationView): OperationView {
  return withSteps(view, (step) => ({ ...step, messages: [] }));
}

function dropLabels(view: OperationView): OperationView {
  const { labels: _, ...rest } = view;
  return rest;
}

function dropSteps(view: OperationView): OperationView {
  return withSteps(view, () => undefined);
}

/** Drops lists whose length is decided outside this app. */
function dropLists(view: OperationView): OperationView {
  return {
    ...view,
    ...(view.result && { result: { ...view.result, liveLinks: [] } }),
    ...(view.approval && { approval: { ...view.approval, decisions: [] } }),
  };
}

/** Cuts every long text to `length`. Half a surrogate pair would be refused by strict JSON readers. */
function shorten(view: OperationView, length: number): OperationView {
  return JSON.parse(JSON.stringify(view), (_, value) =>
    typeof value === 'string' && value.length > length ? `${value.slice(0, length - 1).toWellFormed()}…` : value,
  );
}

type ShownStep = NonNullable<OperationView['marketplace']>['steps'][number];

function withSteps(view: OperationView, change: (step: ShownStep) => ShownStep | undefined): OperationView {
  if (!view.marketplace) return view;
  const steps = view.marketplace.steps.map(change).filter((step) => step !== undefined);
  return { ...view, marketplace: { ...view.marketplace, steps } };
}
