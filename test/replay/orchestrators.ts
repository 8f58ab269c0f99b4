import { GO_LIVE, REJECTION } from '../../src/domain/durable-names.ts';
import { goLive } from '../../src/orchestrators/go-live.ts';
import { rejection } from '../../src/orchestrators/rejection.ts';
import type { Orchestrator } from './run-orchestrator.ts';

/** The app's orchestrators, under the names with which it registers them. */
export const ORCHESTRATORS: Record<string, Orchestrator> = {
  [GO_LIVE]: goLive,
  [REJECTION]: rejection,
};
