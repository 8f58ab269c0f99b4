import type { GoLive } from '../../../src/domain/go-live.ts';
import { openRecord } from '../../../src/platform/record/record.ts';
import { accepted, aLiveOffer, aRequest, aStep, goLive, inspected, observed, take } from '../../domain/go-lives.ts';
import { memoryTable } from './memory-table.ts';

/** A go-live that was submitted two seconds after its request and then took the given number of seconds. */
function ended(operationId: string, seconds: number, offerId = 'vm'): GoLive {
  const lastLook = seconds + 1;
  return {
    ...goLive(
      aRequest({ operationId, offerId }),
      inspected(),
      accepted,
      [3, observed({ steps: [aStep()] })],
      [lastLook, observed({ state: 'succeeded', steps: [aStep({ status: 'complete' })] })],
      [lastLook + 1, inspected(aLiveOffer())],
    ),
    run: 'run',
  };
}

async function aRecord(...states: GoLive[]) {
  const table = memoryTable();
  const record = openRecord(table);
  for (const state of states) await record.write(state);
  return { table, record };
}

test('is of the offer when it has had three go-lives that succeeded, and tells their steps', async () => {
  const { record } = await aRecord(ended('a', 300), ended('b', 100), ended('c', 200), ended('d', 900, 'other'));

  expect(await record.readHistory('Contoso', 'VM')).toEqual({
    basis: 'offer',
    durations: [100, 200, 300],
    steps: { live: { p90: 278, samples: 3 } },
  });
});

test("is of the publisher's offers when this one has had fewer", async () => {
  const { record } = await aRecord(ended('a', 300), ended('b', 100), ended('d', 900, 'other'));

  expect(await record.readHistory('contoso', 'vm')).toMatchObject({ basis: 'publisher', durations: [100, 300, 900] });
});

test('what failed or still runs tells nothing, and what is not there neither', async () => {
  const running = { ...goLive(aRequest({ operationId: 'r' }), inspected(), accepted), run: 'run' };
  const failed = {
    ...take(goLive(aRequest({ operationId: 'f' }), inspected(), accepted), observed({ state: 'failed' })),
    run: 'run',
  };
  const { record } = await aRecord(running, failed);

  expect(await record.readHistory('contoso', 'vm')).toBeUndefined();
});

test('throws when the record is away', async () => {
  const { table, record } = await aRecord();
  table.away(true);

  await expect(record.readHistory('contoso', 'vm')).rejects.toThrow('could not be used');
});
