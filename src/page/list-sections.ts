import type { OperationView } from '../domain/operation.ts';

/** The sections of the list, those that need attention first. */
export const SECTIONS = ['attention', 'approval', 'running', 'ended'] as const;
export type SectionName = (typeof SECTIONS)[number];

export interface ListedSection {
  name: SectionName;
  operations: readonly OperationView[];
  /** Where its next page begins. */
  continuation?: string;
}

export interface ListFilter {
  publisherId?: string | undefined;
  offerId?: string | undefined;
  /** `name=text`. */
  label?: string | undefined;
}
