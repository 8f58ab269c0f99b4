import type { MarketplaceApi } from '../../src/marketplace/api.ts';
import { between, type Random } from './random.ts';

/** The possible faults of one marketplace API, each by a short name for the table. */
export interface Faults {
  onThePost: Record<string, (random: Random) => object[]>;
  onLooking: Record<string, object[]>;
  /**
   * The faults on the POST with which the marketplace accepts no go-live, and the code with which the operation then
   * ends.
   */
  refusals: Record<string, string>;
}

/** The marketplace's one promise: it lists what it accepted within this time. All faults keep it, even two at once. */
export const SETTLE_SECONDS = 4;
const MAX_HIDDEN_SECONDS = 2.5;
const LAG_SECONDS = 1;

const STALE = 'The submission cannot be pushed to as its not the latest';

/** At most two of a go-live's POSTs are lost, so that the third is accepted. */
const ON_THE_POST: Faults['onThePost'] = {
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

const ON_LOOKING: Faults['onLooking'] = {
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

const OF_PRODUCT_INGESTION: Faults = {
  onThePost: {
    ...ON_THE_POST,
    '502 without a body': () => [
      { on: 'golive', times: 1, do: 'refuse', status: 502 },
      { on: 'golive', times: 1, do: 'empty-body' },
    ],
    '502 without a body, accepted': () => [
      { on: 'golive', times: 1, do: 'error-answer', status: 502 },
      { on: 'golive', times: 1, do: 'empty-body' },
    ],
    'conflict, told by a job': () => [{ on: 'golive', times: 1, do: 'refused-job' }],
    'stale, told by a job': () => [{ on: 'golive', do: 'refused-job', message: STALE }],
    'stale, told at once': () => [{ on: 'golive', do: 'refuse', status: 400, message: STALE }],
  },
  onLooking: {
    ...ON_LOOKING,
    'list lags': [{ on: 'submissions', do: 'list-lag', seconds: LAG_SECONDS }],
    // Only a limited number of times: that a go-live was canceled is shown by its job alone, not by the list.
    'list lags, job not found': [
      { on: 'submissions', do: 'list-lag', seconds: LAG_SECONDS },
      { on: 'job', after: { calls: 1 }, times: 6, do: 'refuse', status: 404 },
    ],
    'entries twice': [{ on: 'submissions', do: 'duplicates' }],
    'words never heard': [{ on: 'job', do: 'words', words: 'unknown' }],
    'other spellings': [{ on: 'any', do: 'words', words: 'other' }],
  },
  refusals: { 'stale, told by a job': 'PreviewChanged', 'stale, told at once': 'PreviewChanged' },
};

/** The faults by API, as each API has been seen to behave. */
export const FAULTS: Record<MarketplaceApi, Faults> = {
  'cloud-partner-portal': { onThePost: ON_THE_POST, onLooking: ON_LOOKING, refusals: {} },
  'product-ingestion': OF_PRODUCT_INGESTION,
};

function listedLate(random: Random): object {
  return { on: 'golive', do: 'delayed-listing', seconds: between(random, 0.5, MAX_HIDDEN_SECONDS) };
}
