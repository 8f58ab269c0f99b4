import type { MarketplaceApi } from '../../src/marketplace/api.ts';
import { FAULTS } from './faults.ts';
import { between, oneOf, type Random } from './random.ts';

/** An offer of a faulty marketplace, and what is done with it. */
export interface Plan {
  offer: string;
  api: MarketplaceApi;
  /** What is wrong with the marketplace, in a word for the table. */
  faults: string;
  scenario: object;
  onConflict: 'join' | 'queue';
  /** The end that a patient observer sees, whatever is killed. */
  end: 'Succeeded' | 'Failed' | 'Canceled';
  /** Where the marketplace takes no go-live: the code with which the operation fails. */
  refusedAs?: string;
  /** Where it is to be canceled: how long after its start was acknowledged. */
  cancelAfterMs: number;
  /** How many operations take it live: the second one waits in the lane, joins, or finds it live. */
  requests: 1 | 2;
}

/**
 * What is canceled goes on for longer than the cancel can take. Where only a job that is known can be canceled, a kill may
 * keep it from being known: then it goes live in the end, and has to do so while somebody waits.
 */
const CANCELED_SECONDS: Record<MarketplaceApi, number> = { 'cloud-partner-portal': 300, 'product-ingestion': 20 };

/** Chooses what happens to offers that so many operations take live. */
export function planOffers(random: Random, operations: number, api: MarketplaceApi): Plan[] {
  const plans: Plan[] = [];
  for (let left = operations; left > 0; left -= plans.at(-1)?.requests ?? 0) {
    const plan = planOffer(random, `chaos-${plans.length}`, api);
    const isFollowed = plan.end === 'Succeeded' && left > 1 && random() < 0.2;
    plans.push({ ...plan, requests: isFollowed ? 2 : 1 });
  }
  return plans;
}

function planOffer(random: Random, offer: string, api: MarketplaceApi): Omit<Plan, 'requests'> {
  const { onThePost, onLooking, refusals } = FAULTS[api];
  const post = oneOf(random, Object.keys(onThePost));
  const looking = oneOf(random, Object.keys(onLooking));
  const wanted = oneOf(random, ['Succeeded', 'Succeeded', 'Succeeded', 'Succeeded', 'Failed', 'Canceled'] as const);
  const refusedAs = refusals[post];
  const end = refusedAs === undefined ? wanted : 'Failed';
  const seconds = end === 'Canceled' ? CANCELED_SECONDS[api] : between(random, 0.5, 8);
  const steps = [
    { id: 'displayprovision', seconds },
    { id: 'displaypackage', seconds: between(random, 0.2, 2), outcome: end === 'Failed' ? 'fails' : 'completes' },
    { id: 'live', seconds: between(random, 0.2, 2) },
  ];
  const faults = [...(onThePost[post]?.(random) ?? []), ...(onLooking[looking] ?? [])];
  const names = [post, looking].filter((name) => name !== 'calm');
  return {
    offer,
    api,
    faults: names.join('; ') || 'calm',
    scenario: { goLive: { steps }, faults },
    end,
    ...(refusedAs !== undefined && { refusedAs }),
    onConflict: oneOf(random, ['join', 'queue'] as const),
    cancelAfterMs: between(random, 0, 12_000),
  };
}
