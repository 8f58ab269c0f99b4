import { ANNOUNCE_REJECTION, GO_LIVE } from '../../src/domain/durable-names.ts';
import { announceRejection } from '../../src/orchestrators/announce-rejection.ts';
import { goLive } from '../../src/orchestrators/go-live.ts';
import type { Orchestrator } from './run-orchestrator.ts';

/** The app's orchestrators, under the names with which it registers them. */
export const ORCHESTRATORS: Record<string, Orchestrator> = {
  [GO_LIVE]: goLive,
  [ANNOUNCE_REJECTION]: announceRejection,
};
