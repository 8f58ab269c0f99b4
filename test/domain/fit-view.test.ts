import fc from 'fast-check';
import { CUSTOM_STATUS_BYTES, fitView } from '../../src/domain/fit-view.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { REMEDIES } from '../../src/domain/remedy.ts';
import { WISH_NAMES } from '../../src/domain/wish-name.ts';
import { accepted, aRequest, aStep, goLive, inspected, observed } from './go-lives.ts';

const bytes = (view: OperationView) => Buffer.byteLength(JSON.stringify(view), 'utf16le');
const message = (text: string) => ({ level: 'information', text }) as const;
const viewWith = (...steps: ReturnType<typeof aStep>[]) =>
  viewOf(goLive(aRequest(), inspected(), accepted, observed({ steps })));
const messagesOf = (view: OperationView) =>
  view.marketplace?.steps.map(({ messages }) => messages.map(({ text }) => text));

test('a view that fits stays as it is', () => {
  const view = viewWith(aStep({ messages: [message('one'), message('two')] }));

  expect(fitView(view)).toBe(view);
});

test('the oldest messages go first, and no more of them than need be', () => {
  const messages = Array.from({ length: 40 }, (_, index) => message(`${index}`.padEnd(300, '.')));
  const fitted = fitView(viewWith(aStep({ messages }), aStep({ id: 'b', messages: [message('kept')] })));
  const [first, second] = messagesOf(fitted) ?? [];

  expect(first?.at(-1)).toMatch(/^39/);
  expect(first?.[0]).not.toMatch(/^0/);
  expect(second).toEqual(['kept']);
  expect(bytes(fitted)).toBeLessThanOrEqual(CUSTOM_STATUS_BYTES);
  expect(bytes(fitted)).toBeGreaterThan(CUSTOM_STATUS_BYTES - 800);
});

test('then long texts are cut, and say so', () => {
  const fitted = fitView(viewWith(aStep({ messages: [message('x'.repeat(20_000))] })));

  expect(messagesOf(fitted)).toEqual([[`${'x'.repeat(499)}…`]]);
});

test('then the messages, then labels and steps', () => {
  const steps = (count: number) =>
    Array.from({ length: count }, (_, index) => aStep({ id: `${index}`, messages: [message('x'.repeat(400))] }));

  expect(messagesOf(fitView(viewWith(...steps(40))))).toEqual(steps(40).map(() => []));
  expect(fitView({ ...viewWith(...steps(60)), labels: { a: 'b' } }).labels).toEqual({ a: 'b' });
  expect(fitView({ ...viewWith(...steps(1000)), labels: { a: 'b' } })).toMatchObject({ marketplace: { steps: [] } });
});

test('text is never cut in the middle of a character', () => {
  const fitted = fitView(viewWith(aStep({ messages: [message('😀'.repeat(9000))] })));

  expect(JSON.stringify(fitted)).not.toMatch(/\\ud[89a-f]/i);
});

describe('whatever the view', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.constantFrom('\u0000'.repeat(5000), '😀'.repeat(4000), '"\\'.repeat(9000), 'x'.repeat(40_000)),
  );
  const time = fc.constant('2026-01-05T09:00:00.000Z');
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const messages = fc.array(fc.record({ level: fc.constant('error' as const), text, time: maybe(text) }), {
    maxLength: 60,
  });
  const step = fc.record({ id: text, name: text, status: text, estimate: maybe(text), messages });
  const decision = fc.record({
    principalId: text,
    name: maybe(text),
    decision: fc.constant('approve' as const),
    reason: maybe(text),
    at: time,
  });
  const actor = fc.record({ kind: fc.constant('principal' as const), id: text, name: maybe(text) });
  const view: fc.Arbitrary<OperationView> = fc.record({
    id: fc.string({ maxLength: 100, unit: 'grapheme-ascii' }),
    status: fc.constant('Running' as const),
    phase: fc.constant('publishing' as const),
    publisherId: fc.string({ maxLength: 100, unit: 'grapheme-ascii' }),
    offerId: fc.string({ maxLength: 100, unit: 'grapheme-ascii' }),
    createdAt: time,
    lastUpdatedAt: time,
    deadline: time,
    sequence: fc.nat(),
    checks: fc.nat(),
    labels: maybe(fc.dictionary(text, text, { maxKeys: 16 })),
    marketplace: maybe(
      fc.record({
        operationId: text,
        status: text,
        version: text,
        since: text,
        steps: fc.array(step, { maxLength: 30 }),
      }),
    ),
    attention: maybe(
      fc.record({
        code: fc.constant('PersonNeeded'),
        message: text,
        since: time,
        remedy: text,
        actions: fc.subarray([...WISH_NAMES]),
      }),
    ),
    requestedBy: maybe(actor),
    canceledBy: maybe(actor),
    endedBy: maybe(actor),
    ending: maybe(fc.record({ requestedAt: time, as: fc.constant('Failed' as const), reason: text })),
    refusedEnding: maybe(
      fc.record({
        requestedAt: time,
        by: actor,
        as: fc.constant('Failed' as const),
        reason: text,
        code: fc.constant('OutcomeUnknown' as const),
      }),
    ),
    look: maybe(fc.record({ requestedAt: time, by: actor })),
    deadlineChange: maybe(fc.record({ requestedAt: time, by: actor })),
    links: maybe(fc.record({ self: text, marketplace: text })),
    approval: maybe(fc.record({ required: fc.nat(), decisions: fc.array(decision, { maxLength: 100, size: 'max' }) })),
    cancellation: maybe(fc.record({ requestedAt: time, reason: text, state: fc.constant('requested' as const) })),
    result: maybe(fc.record({ liveLinks: fc.array(text, { maxLength: 300, size: 'max' }), version: text })),
    error: maybe(
      fc.record({
        code: fc.constant('MarketplaceFailed' as const),
        message: text,
        remedy: fc.constant(REMEDIES.MarketplaceFailed.remedy),
        retryable: fc.boolean(),
        marketplaceCode: text,
      }),
    ),
  });

  test('it fits, and tells still which operation it is and how it stands', () => {
    fc.assert(
      fc.property(view, (arbitrary) => {
        const fitted = fitView(arbitrary);
        expect(bytes(fitted)).toBeLessThanOrEqual(CUSTOM_STATUS_BYTES);
        expect(fitted).toMatchObject({ id: arbitrary.id, status: arbitrary.status, sequence: arbitrary.sequence });
        expect(fitted.error?.code).toBe(arbitrary.error?.code);
      }),
      { numRuns: 40 },
    );
  });
});
