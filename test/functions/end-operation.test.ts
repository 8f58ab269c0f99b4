import { toRfc3339 } from '../../src/domain/instant.ts';
import type { AssertedStatus, OperationView } from '../../src/domain/operation.ts';
import { endOperation } from '../../src/functions/end-operation.ts';
import { hubWith } from '../http/shown-operation.ts';
import { ANN } from './callers.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf, bodyOf, headerOf } from './requests.ts';
import { storesOf } from './stores.ts';

const PRINCIPAL = { kind: 'principal', id: 'ann-id', name: 'ann@contoso.com' } as const;
const FAILED = { as: 'Failed', reason: 'seen in the portal' } as const;
const WAITED = { requestedAt: '2026-01-05T09:00:00.000Z', ...FAILED };

function endRequest(body: unknown = FAILED, headers: Record<string, string> = {}, id = 'op-1') {
  return aRequestOf({ path: `operations/${id}/end`, params: { id }, headers, body });
}

const portsOf = (taskHub: ReturnType<typeof fakeTaskHub>) => ({
  ...storesOf(taskHub),
  caller: ANN,
});

test.each<AssertedStatus>(['Succeeded', 'Failed', 'Canceled'])('takes in the word that it ended as %s', async (as) => {
  // Prepare
  const taskHub = hubWith({ phase: 'publishing' });
  const ports = portsOf(taskHub);

  // Act
  const response = await endOperation(endRequest({ as, reason: 'seen in the portal' }), ports);

  // Assess
  const wish = { kind: 'end', by: PRINCIPAL, as, reason: 'seen in the portal', wish: expect.any(String) };
  expect(response.status).toBe(202);
  expect(headerOf(response, 'operation-location')).toBe('https://golive.example/api/operations/op-1');
  expect(taskHub.raised).toEqual([{ id: 'op-1', event: 'signal', data: wish }]);
  expect(await ports.record.readWishes('op-1')).toEqual([wish]);
});

test('shows the end that follows', async () => {
  // Prepare
  const taskHub = hubWith({ phase: 'canceling' });
  const raise = endsAt('op-1', taskHub, { status: 'Failed', ending: WAITED, endedBy: PRINCIPAL });

  // Act
  const response = await endOperation(endRequest(), portsOf({ ...taskHub, raise }));

  // Assess
  expect(response.status).toBe(202);
  expect(bodyOf(response)).toMatchObject({ phase: 'ended', endedBy: PRINCIPAL });
});

test('said again, answers 202 and says it no second time', async () => {
  // Prepare
  const taskHub = hubWith({ phase: 'ended', status: 'Failed', ending: WAITED });

  // Act
  const responses = [await endOperation(endRequest(), portsOf(taskHub))];
  responses.push(await endOperation(endRequest(), portsOf(taskHub)));

  // Assess
  expect(responses.map(({ status }) => status)).toEqual([202, 202]);
  expect(taskHub.raised).toEqual([]);
});

test.each<[string, string, Partial<OperationView>, RegExp]>([
  ['NotSubmitted', 'it waits for its date', { phase: 'scheduled' }, /Cancel it instead/],
  ['NotSubmitted', 'it waits for people', { phase: 'awaiting-approval' }, /Cancel it instead/],
  ['NotSubmitted', 'another goes first', { phase: 'queued' }, /Cancel it instead/],
  ['NotSubmitted', 'it is being checked', { phase: 'checking' }, /Cancel it instead/],
  ['OutcomeUnknown', 'a POST is under way', { phase: 'submitting' }, /Try again later/],
  ['OutcomeUnknown', 'the POST is not proven', { phase: 'settling' }, /Try again later/],
  ['AlreadyEnded', 'it is live', { phase: 'ended', status: 'Succeeded' }, /has ended: Succeeded/],
  [
    'AlreadyEnded',
    'another word was first',
    { phase: 'ended', status: 'Canceled', ending: { ...WAITED, as: 'Canceled' } },
    /somebody ended it as Canceled\. It cannot end as Failed/,
  ],
])('answers 409 %s when %s', async (code, _, shown, words) => {
  // Prepare
  const taskHub = hubWith(shown);

  // Act
  const response = await endOperation(endRequest(), portsOf(taskHub));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code, detail: expect.stringMatching(words) });
  expect(taskHub.raised).toEqual([]);
});

test('says when to try again while the outcome is unknown', async () => {
  const nextCheckAt = toRfc3339(Date.now() + 20_000);

  const response = await endOperation(endRequest(), portsOf(hubWith({ phase: 'settling', nextCheckAt })));

  expect(Number(headerOf(response, 'retry-after'))).toBeGreaterThan(10);
});

test('answers by what the operation is when the word arrives', async () => {
  // Prepare
  const taskHub = hubWith({ phase: 'publishing' });
  const raise = endsAt('op-1', taskHub, { status: 'Succeeded' });

  // Act
  const response = await endOperation(endRequest(), portsOf({ ...taskHub, raise }));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code: 'AlreadyEnded' });
});

test.each([
  ['NotSubmitted', /Cancel it instead/],
  ['OutcomeUnknown', /Try again later/],
] as const)(
  'says so when the word comes too late and is refused as %s, also when it is followed again',
  async (code, words) => {
    // Prepare
    const refusedEnding = { requestedAt: toRfc3339(Date.now()), by: PRINCIPAL, ...FAILED, code };
    const taskHub = hubWith({ phase: 'publishing' });
    const shown = taskHub.all.get('op-1')?.customStatus as OperationView;
    const raise = async () => {
      taskHub.change('op-1', { customStatus: { ...shown, refusedEnding } });
      return 'raised' as const;
    };

    // Act
    const response = await endOperation(endRequest(), portsOf({ ...taskHub, raise }));

    // Assess
    expect(bodyOf(response)).toMatchObject({ status: 409, code, detail: expect.stringMatching(words) });
  },
);

test('an old refusal is none of this word', async () => {
  // Prepare
  const refusedEnding = { ...WAITED, by: PRINCIPAL, code: 'OutcomeUnknown' } as const;
  const taskHub = hubWith({ phase: 'publishing', refusedEnding });

  // Act
  const response = await endOperation(endRequest(), portsOf(taskHub));

  // Assess
  expect(response.status).toBe(202);
});

test.each([
  ['no word', { reason: 'why' }, '/as'],
  ['another word', { as: 'Live', reason: 'why' }, '/as'],
  ['a word in small letters', { as: 'failed', reason: 'why' }, '/as'],
  ['no reason', { as: 'Failed' }, '/reason'],
  ['an empty reason', { as: 'Failed', reason: '' }, '/reason'],
  ['a reason of spaces', { as: 'Failed', reason: ' \n\u3000' }, '/reason'],
  ['an endless reason', { as: 'Failed', reason: 'x'.repeat(501) }, '/reason'],
  ['somebody else', { ...FAILED, by: 'bob' }, '/by'],
])('refuses %s', async (_, body, pointer) => {
  // Prepare
  const taskHub = hubWith({ phase: 'publishing' });

  // Act
  const response = await endOperation(endRequest(body), portsOf(taskHub));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 400, code: 'InvalidRequest', errors: [{ pointer }] });
  expect(taskHub.raised).toEqual([]);
});

test('refuses no body at all, and says what is wanted', async () => {
  const response = await endOperation(endRequest(''), portsOf(hubWith({ phase: 'publishing' })));

  expect(bodyOf(response)).toMatchObject({
    errors: [
      { pointer: '/as', detail: 'must be Succeeded, Failed or Canceled' },
      { pointer: '/reason', detail: 'must say why, in 1 to 500 characters' },
    ],
  });
});

test.each(['nobody', '../op-1'])('answers 404 for the id "%s"', async (id) => {
  const response = await endOperation(endRequest(FAILED, {}, id), portsOf(fakeTaskHub()));

  expect(bodyOf(response)).toMatchObject({ status: 404, code: 'OperationNotFound' });
});

/** Ends the operation as soon as it receives a signal. */
function endsAt(id: string, taskHub: ReturnType<typeof fakeTaskHub>, how: Partial<OperationView>) {
  const shown = taskHub.all.get(id)?.customStatus as OperationView;
  return async () => {
    taskHub.change(id, { customStatus: { ...shown, phase: 'ended', ...how } });
    return 'raised' as const;
  };
}
