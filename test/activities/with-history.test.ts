import { withHistory } from '../../src/activities/with-history.ts';
import type { CommandOf } from '../../src/domain/command.ts';
import type { InspectOutcome } from '../../src/domain/observation.ts';
import { anOffer } from '../domain/go-lives.ts';

const HISTORY = { basis: 'offer' as const, durations: [60], steps: {} };
const COMMAND: CommandOf<'inspect'> = { kind: 'inspect', publisherId: 'contoso', offerId: 'vm', withHistory: true };
const INSPECTED: InspectOutcome = { kind: 'inspected', offer: anOffer() };

test('a look brings with it how long go-lives took before; run twice it brings it twice', async () => {
  const asked: string[][] = [];
  const look = withHistory(async () => INSPECTED);
  const ports = {
    async readHistory(...offer: string[]) {
      asked.push(offer);
      return HISTORY;
    },
  };

  expect(await look(COMMAND, ports)).toEqual({ ...INSPECTED, history: HISTORY });
  expect(await look(COMMAND, ports)).toEqual({ ...INSPECTED, history: HISTORY });
  expect(asked).toEqual([
    ['contoso', 'vm'],
    ['contoso', 'vm'],
  ]);
});

test('a record that is away, or knows of none, keeps nobody from looking', async () => {
  const look = withHistory(async () => INSPECTED);

  expect(await look(COMMAND, { readHistory: () => Promise.reject(new Error('away')) })).toEqual(INSPECTED);
  expect(await look(COMMAND, { readHistory: async () => undefined })).toEqual(INSPECTED);
});

test('a look that is not asked for it does not read the record', async () => {
  const { withHistory: _, ...command } = COMMAND;
  const look = withHistory(async () => INSPECTED);

  expect(await look(command, { readHistory: () => Promise.reject(new Error('read')) })).toEqual(INSPECTED);
});

test('a look that failed is what it is', async () => {
  const trouble: InspectOutcome = { kind: 'trouble', reason: 'unavailable', message: 'away' };

  expect(await withHistory(async () => trouble)(COMMAND, { readHistory: async () => HISTORY })).toEqual(trouble);
});
