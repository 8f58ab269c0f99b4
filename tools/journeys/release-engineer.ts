import type { OperationView } from '../../src/domain/operation.ts';
import type { RunningStack } from '../stack/running-stack.ts';
import { runJob } from './job.ts';
import type { Person } from './journey.ts';

type Page = { value: OperationView[] };
interface Counts {
  active: number;
  attention: number;
}

const RELEASE = '2026-11';
const OFFERS = 40;
const offer = (n: number) => `train-${String(n).padStart(2, '0')}`;
const steps = (outcome: string) => ({ goLive: { steps: [{ id: 'displaycertify', seconds: 0.2, outcome }] } });

/** Forty offers of a release; one fails, one needs a person; then the repair and its second run. */
export async function releaseEngineer(person: Person, stack: RunningStack): Promise<void> {
  const { client } = person;
  await client.scenario(offer(1), steps('fails'));
  await client.scenario(offer(2), steps('blocks'));
  const labels = { release: RELEASE };
  const all = await Promise.all(
    Array.from({ length: OFFERS }, (_, n) =>
      client.goLive(offer(n + 1), { labels }, { 'Idempotency-Key': `train-${n + 1}` }),
    ),
  );
  const [, blocked, ...others] = all.map(({ operation }) => operation.id);
  for (const id of others) await client.follow(id, 120_000);
  await person.until(String(blocked), 'in need of a person', ({ attention }) => attention);

  const mine = `label.release=${RELEASE}`;
  await person.ask<Counts>(
    'How many of my release are not over, and do any need me?',
    `operations/counts?${mine}`,
    (counts) => {
      const { active, attention } = counts;
      return active === 1 && attention === 1 ? `${active} active, ${attention} needs a person` : undefined;
    },
  );
  await person.ask<Page>('Which failed, and why?', `operations?${mine}&status=Failed`, ({ value }) =>
    value.map(({ offerId, error }) => `${offerId}: ${error?.code}, ${error?.remedy}`).join('; '),
  );
  await person.ask<Page>('Which need me?', `operations?${mine}&attention=true`, ({ value }) =>
    value.map(({ offerId, attention }) => `${offerId}: ${attention?.code}, ${attention?.remedy}`).join('; '),
  );
  await person.ask<Page>('How many are live?', `operations?${mine}&status=Succeeded&top=100`, ({ value }) =>
    value.length === OFFERS - 2 ? `${value.length} live` : undefined,
  );
  await person.ask<Page>(
    'What became of the go-live of my run?',
    `operations?publisherId=contoso&offerId=${offer(3)}&key=train-3`,
    ({ value }) => value.map(({ id, status }) => `${id}: ${status}`).join(),
  );

  const job = (attempt: number) =>
    runJob({
      GO_LIVE_PUBLISHER: 'contoso',
      GO_LIVE_URL: `${stack.endpoints().app}/api`,
      GO_LIVE_OFFER: offer(1),
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: String(attempt),
    });
  const posts = async () => (await client.goLivePosts(offer(1))).length;
  const before = await job(1);
  person.told('My job is red: what now?', 'last line of attempt 1', before.code === 1 && before.last);
  await client.scenario(offer(1), steps('completes'));
  const repaired = await job(2);
  person.told('I repaired it and ran the job again', 'last line of attempt 2', repaired.code === 0 && repaired.last);
  const known = await posts();
  const again = await job(3);
  person.told(
    'Somebody ran it once more: is anything submitted twice?',
    'last line of attempt 3, POSTs before and after',
    again.code === 0 && (await posts()) === known && `${again.last} (${known} POSTs, as before)`,
  );
}
