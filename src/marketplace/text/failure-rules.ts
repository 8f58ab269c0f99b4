import type { ErrorCode } from '../../domain/error-code.ts';
import type { Cause } from '../../domain/observation.ts';

/** An error of the marketplace, in its own words. */
export interface MarketplaceError {
  code?: string;
  message: string;
}

/** The codes or words of the marketplace that identify a failure. */
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
export function toCause(code: ErrorCode, message: string, marketplaceCode: string | undefined): Cause {
  return { code, message, ...(marketplaceCode !== undefined && { marketplaceCode }) };
}
