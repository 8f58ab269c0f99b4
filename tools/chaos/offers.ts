import type { MarketplaceApi } from '../../src/marketplace/api.ts';
import { FAULTS } from './faults.ts';
import { between, oneOf, type Random } from './random.ts';

/** An offer of a faulty marketplace, and what happens to it. */
export interface Plan {
  offer: string;
  api: MarketplaceApi;
  /** The faults of the marketplace, by their names in the table. */
  faults: string;
  scenario: object;
  onConflict: 'join' | 'queue';
  /** The expected end, regardless of the kills. */
  end: 'Succeeded' | 'Failed' | 'Canceled';
  /** When the marketplace accepts no go-live: the code with which the operation fails. */
  refusedAs?: string;
  /** When the operation is to be canceled: the delay after its start was acknowledged. */
  cancelAfterMs: number;
  /** How many operations take it live. The second one waits in the lane, joins the first, or finds the offer live. */
  requests: 1 | 2;
}

/**
 * Duration of a go-live that is to be canceled; it must outlast the cancel. At Product Ingestion only a known job can
 * be canceled, and a kill may keep the job unknown: the go-live then succeeds, and must do so while the run still
 * waits.
 */
const CANCELED_SECONDS: Record<MarketplaceApi, number> = { 'cloud-partner-portal': 300, 'product-ingestion': 20 };

/** Plans what happens to the offers that `operations` operations take live. */
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
