import type { ErrorCode } from '../../domain/error-code.ts';
import type { Cause } from '../../domain/observation.ts';

/** What the marketplace said about something that went wrong, in its own words. */
export interface MarketplaceError {
  code?: string;
  message: string;
}

/** By which code or words of the marketplace a failure is known. */
export interface Rule {
  code: ErrorCode;
  /** Matched against the marketplace's code. */
  marketplaceCode?: RegExp;
  /** Matched against the marketplace's words. */
  words?: RegExp;
}

/** Our code for a failure: that of the first rule that fits. */
export function matchRule(rules: readonly Rule[], { code = '', message }: MarketplaceError): ErrorCode | undefined {
  return rules.find(({ marketplaceCode, words }) => marketplaceCode?.test(code) || words?.test(message))?.code;
}

/** A cause under our code, with the marketplace's own words and code kept. */
export function toProblem(code: ErrorCode, message: string, marketplaceCode: string | undefined): Cause {
  return { code, message, ...(marketplaceCode !== undefined && { marketplaceCode }) };
}
