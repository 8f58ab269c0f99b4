import type { RuleUse } from '../faults/apply-rules.ts';
import type { Journal, JournalEntry } from '../journal/journal.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Offer } from './offer.ts';
import type { Operation } from './operation.ts';

/** An offer on the marketplace with all that was scripted for it and all that happened to it. */
export interface Entry {
  offer: Offer;
  scenario: Scenario;
  ruleUses: RuleUse[];
  operations: Map<string, Operation>;
  journal: Journal<JournalEntry>;
}
