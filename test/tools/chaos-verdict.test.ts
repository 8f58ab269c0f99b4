import type { OperationView } from '../../src/domain/operation.ts';
import type { Plan } from '../../tools/chaos/offers.ts';
import { type Fate, wrongWith } from '../../tools/chaos/verdict.ts';
import type { SeenEvent } from '../../tools/stack/client.ts';

const plan = {
  offer: 'o',
  api: 'product-ingestion',
  faults: 'calm',
  scenario: {},
  end: 'Succeeded',
  onConflict: 'join',
  cancelAfterMs: 0,
  requests: 1,
} as const;
const failed = (code: string, retryable: boolean) =>
  operation({ status: 'Failed', error: { code, message: '', remedy: '', retryable } } as Partial<OperationView>);

test('finds nothing wrong with one submission and all events, however often they came', () => {
  const events = ['accepted', 'submitted', 'accepted', 'submitted', 'succeeded'].map((name) => event(name));

  expect(wrongWith(fate({ events }))).toEqual([]);
});

test.each(['MarketplaceFailed', 'OperationConflict'])(
  'lets an operation give up whose POSTs were all killed or came to nothing (%s)',
  (code) => {
    const events = ['accepted', 'attention-needed', 'failed'].map((name, index) => event(name, index + 1));

    expect(wrongWith(fate({ operation: failed(code, true), posts: 1, accepted: 0, events }))).toEqual([]);
  },
);

test.each<[string, Partial<OperationView>]>([
  ['come too late', { cancellation: { requestedAt: '', state: 'tooLate' } }],
  ['be refused', { marketplace: { operationId: 's:live', status: '', since: '', cancelable: false, steps: [] } }],
])('lets a cancel %s where the job is not known, and the operation succeed', (_, change) => {
  const canceled = { plan: { ...plan, end: 'Canceled' } as const, operation: operation(change) };

  expect(wrongWith(fate(canceled))).toEqual([]);
  expect(wrongWith(fate({ ...canceled, plan: { ...canceled.plan, api: 'cloud-partner-portal' } }))).toEqual([
    expect.stringContaining('Canceled was to be expected'),
  ]);
});

test('wants a go-live that the marketplace never takes to fail with its code', () => {
  const events = ['accepted', 'submitted', 'failed'].map((name, index) => event(name, index + 1));
  const refused: Plan = { ...plan, end: 'Failed', refusedAs: 'PreviewChanged' };
  const ended = (code: string) =>
    wrongWith(fate({ plan: refused, operation: failed(code, false), accepted: 0, events }));

  expect(ended('PreviewChanged')).toEqual([]);
  expect(ended('NoPreview')).toEqual([expect.stringContaining('Failed (PreviewChanged) was to be expected')]);
});

test.each<[string, Partial<Fate>, RegExp]>([
  ['an operation that goes on for ever', { operation: undefined }, /did not end/],
  ['two submissions', { accepted: 2 }, /accepted 2 times/],
  ['a POST that the marketplace had to refuse', { posts: 2, postsAfterwards: 1 }, /posted 1 times more/],
  ['a success without a submission', { accepted: 0 }, /succeeded and was accepted 0 times/],
  [
    'a failure after a submission',
    { operation: failed('MarketplaceFailed', true) },
    /ended Failed \(MarketplaceFailed:/,
  ],
  ['a cancel that was not heeded', { plan: { ...plan, end: 'Canceled' } }, /Canceled was to be expected/],
  ['another failure', { operation: failed('OfferNotFound', false), accepted: 0 }, /Succeeded was to be expected/],
  ['an event that is missing', { events: [event('accepted'), event('succeeded')] }, /came as 1,3; 1 to 3/],
  [
    'events out of order',
    { events: [event('submitted'), event('accepted'), event('succeeded')] },
    /came as 2,1,3; 1 to 3/,
  ],
  ['no last event', { events: [event('accepted'), event('submitted'), event('attention-needed', 3)] }, /last event is/],
  [
    'two ends',
    { events: [event('accepted'), event('failed', 2), event('succeeded')] },
    /tell two ends: accepted,failed,succeeded/,
  ],
  [
    'another event under the same id',
    { events: [event('accepted'), event('submitted'), event('succeeded'), event('failed', 3)] },
    /event op\.3 came as/,
  ],
])('finds %s', (_, change, words) => {
  expect(wrongWith(fate(change)).join('; ')).toMatch(words);
});

function fate(change: Partial<Fate>): Fate {
  const events = [event('accepted'), event('submitted'), event('succeeded')];
  return { plan, id: 'op', operation: operation({}), events, posts: 1, accepted: 1, postsAfterwards: 0, ...change };
}

function operation(change: Partial<OperationView>): OperationView {
  return { id: 'op', status: 'Succeeded', phase: 'ended', sequence: 3, ...change } as OperationView;
}

function event(name: string, sequence = ['accepted', 'submitted', 'succeeded'].indexOf(name) + 1): SeenEvent {
  return { id: `op.${sequence}`, type: `dev.golive.operation.${name}.v1`, sequence } as SeenEvent;
}
