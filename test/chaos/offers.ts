import { between, oneOf, type Random } from './random.ts';

/** An offer of a faulty marketplace, and what is done with it. */
export interface Plan {
  offer: string;
  /** What is wrong with the marketplace, in a word for the table. */
  faults: string;
  scenario: object;
  onConflict: 'join' | 'queue';
  /** The end that a patient observer sees, whatever is killed. */
  end: 'Succeeded' | 'Failed' | 'Canceled';
  /** Where it is to be canceled: how long after its start was acknowledged. */
  cancelAfterMs: number;
  /** How many operations take it live: the second one waits in the lane, joins, or finds it live. */
  requests: 1 | 2;
}

/** The marketplace's one promise: what it accepted shows in its list within this time. All faults keep it. */
export const SETTLE_SECONDS = 4;
const LONGEST_HIDDEN_SECONDS = 2.5;

/** What may happen to the POST. At most two of a go-live's POSTs are lost, so that the third one is taken. */
const ON_THE_POST: Record<string, (random: Random) => object[]> = {
  calm: () => [],
  'lost answer': () => [{ on: 'golive', times: 1, do: 'lost-answer' }],
  'lost answer, listed late': (random) => [{ on: 'golive', times: 1, do: 'lost-answer' }, listedLate(random)],
  '500, accepted': () => [{ on: 'golive', times: 1, do: 'error-answer', status: 500 }],
  '503, accepted, listed late': (random) => [
    { on: 'golive', times: 1, do: 'error-answer', status: 503 },
    listedLate(random),
  ],
  'listed late': (random) => [listedLate(random)],
  'carried out late': (random) => [{ on: 'golive', times: 1, do: 'late', seconds: between(random, 0.5, 2) }],
  'answered late': (random) => [{ on: 'golive', times: 1, do: 'slow', seconds: between(random, 0.5, 2) }],
  'accepted without a location': () => [{ on: 'golive', times: 1, do: 'no-location' }],
  '503, not accepted': () => [{ on: 'golive', times: 1, do: 'refuse', status: 503 }],
  '429 twice': () => [{ on: 'golive', times: 2, do: 'refuse', status: 429, retryAfterSeconds: 1 }],
  'reset, not accepted': () => [{ on: 'golive', times: 1, do: 'reset' }],
};

const ON_LOOKING: Record<string, object[]> = {
  calm: [],
  '503 while looking': [
    { on: ['operation', 'submissions', 'status'], after: { calls: 2 }, times: 4, do: 'refuse', status: 503 },
  ],
  '429 while looking': [
    { on: 'operation', after: { calls: 1 }, times: 2, do: 'refuse', status: 429, retryAfterSeconds: 1 },
  ],
  '404 after seen': [{ on: 'operation', after: { calls: 2 }, times: 3, do: 'refuse', status: 404 }],
  'reset while looking': [{ on: ['operation', 'submissions'], after: { calls: 1 }, times: 3, do: 'reset' }],
  'slow looks': [{ on: 'operation', times: 4, do: 'slow', seconds: 0.8 }],
  'HTML while looking': [{ on: 'operation', after: { calls: 1 }, times: 2, do: 'html', status: 200 }],
  'empty answers': [{ on: 'operation', after: { calls: 1 }, times: 2, do: 'empty-body' }],
  '401 while looking': [{ on: 'operation', after: { calls: 2 }, times: 2, do: 'refuse', status: 401 }],
};

/** Chooses what happens to offers that so many operations take live. */
export function planOffers(random: Random, operations: number, { cancels = true } = {}): Plan[] {
  const plans: Plan[] = [];
  for (let left = operations; left > 0; left -= plans.at(-1)?.requests ?? 0) {
    const plan = planOffer(random, `chaos-${plans.length}`, cancels);
    const isFollowed = plan.end === 'Succeeded' && left > 1 && random() < 0.2;
    plans.push({ ...plan, requests: isFollowed ? 2 : 1 });
  }
  return plans;
}

function planOffer(random: Random, offer: string, cancels: boolean): Omit<Plan, 'requests'> {
  const post = oneOf(random, Object.keys(ON_THE_POST));
  const looking = oneOf(random, Object.keys(ON_LOOKING));
  const wanted = oneOf(random, ['Succeeded', 'Succeeded', 'Succeeded', 'Succeeded', 'Failed', 'Canceled'] as const);
  const end = wanted === 'Canceled' && !cancels ? 'Succeeded' : wanted;
  // What is canceled would go on for longer than the cancel can take.
  const seconds = end === 'Canceled' ? 300 : between(random, 0.5, 8);
  const steps = [
    { id: 'displayprovision', seconds },
    { id: 'displaypackage', seconds: between(random, 0.2, 2), outcome: end === 'Failed' ? 'fails' : 'completes' },
    { id: 'live', seconds: between(random, 0.2, 2) },
  ];
  const faults = [...(ON_THE_POST[post]?.(random) ?? []), ...(ON_LOOKING[looking] ?? [])];
  const names = [post, looking].filter((name) => name !== 'calm');
  return {
    offer,
    faults: names.join('; ') || 'calm',
    scenario: { goLive: { steps }, faults },
    end,
    onConflict: oneOf(random, ['join', 'queue'] as const),
    cancelAfterMs: between(random, 0, 12_000),
  };
}

function listedLate(random: Random): object {
  return { on: 'golive', do: 'delayed-listing', seconds: between(random, 0.5, LONGEST_HIDDEN_SECONDS) };
}
