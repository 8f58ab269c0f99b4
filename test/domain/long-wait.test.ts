import type { Outcome } from '../../src/domain/command.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { anOffer, aRequest, aRunning, goLive, inspected, take, timedOut, transitions } from './go-lives.ts';

/** The wait began one second after the request. */
const LONG = 1 + 4 * 3600;
const busy = (running: Parameters<typeof aRunning>[0]) => inspected(anOffer({ running: [aRunning(running)] }));
const publish = busy({ operationId: 'pub', reach: 'preview', version: '3' });
const queued = goLive(aRequest({ onConflict: 'queue' }), publish);

test('nobody is told of a wait before it is long', () => {
  expect(take(queued, [LONG - 1, publish]).attention).toBeUndefined();
});

test('a long wait for a marketplace operation is told once, and names it', () => {
  const waiting = take(queued, [LONG, publish], [LONG + 600, publish], [LONG + 9000, publish]);

  expect(viewOf(waiting).attention).toMatchObject({
    code: 'LongWait',
    message:
      'Since 2026-01-05T09:00:01.000Z this operation has waited for marketplace operation pub (version 3), which is on its way to preview. It goes on once that has ended; if that is not wanted, cancel it, or cancel this operation.',
  });
  expect(transitions(waiting)).toEqual(['accepted', 'queued', 'attention-needed']);
});

test('one that does not tell where it goes is called so', () => {
  const unclear = busy({ operationId: 'what', reach: 'unknown', version: undefined });

  expect(take(queued, [LONG, unclear]).attention?.message).toContain(
    'for marketplace operation what, which does not tell where it goes.',
  );
});

test('it is over when nothing is in the way any more', () => {
  const over = take(queued, [LONG, publish], [LONG + 600, inspected()]);

  expect(over.stage.phase).toBe('submitting');
  expect(over.attention).toBeUndefined();
  expect(transitions(over)).toEqual(['accepted', 'queued', 'attention-needed', 'attention-cleared']);
});

test('a long wait in the lane is told, names who holds it, and is over with it', () => {
  const entered = (position: number, holder: string): Outcome => ({
    kind: 'enter-lane',
    result: { kind: 'entered', position, holder },
  });
  const alive: Outcome = { kind: 'find-operation', result: { kind: 'alive' } };
  const behind = goLive(aRequest({ laneKey: 'contoso/vm', onConflict: 'queue' }), entered(1, 'other'), alive);
  const long = take(behind, [LONG, timedOut], entered(1, 'other'), alive);

  expect(behind.attention).toBeUndefined();
  expect(long.attention).toMatchObject({
    code: 'LongWait',
    message: expect.stringContaining('has waited for operation other, which takes this offer live'),
  });
  expect(take(long, entered(0, 'op-1')).attention).toBeUndefined();
});
