import type { AssertionProblem } from './client-assertion.ts';
import type { Trust } from './directory.ts';
import { EXCHANGE_AUDIENCE, type Tokens } from './tokens.ts';

/** Checks a token of another identity against the federated credentials of an application, in Entra's numbers. */
export function checkFederatedAssertion(
  assertion: string,
  trusts: Trust[],
  tokens: Tokens,
): AssertionProblem | undefined {
  const found = tokens.verify(assertion, EXCHANGE_AUDIENCE);
  if (!found.ok) {
    if (found.cause === 'expired')
      return { code: 700024, text: 'Client assertion is not within its valid time range.' };
    if (found.cause === 'audience') return mismatch(700212, 'audience', found.reason);
    if (found.cause === 'malformed') return { code: 50027, text: 'JWT token is invalid or malformed.' };
    return mismatch(700211, 'issuer', 'of unknown keys');
  }
  const ofIssuer = trusts.filter(({ issuer }) => issuer === found.issuer);
  if (ofIssuer.length === 0) return mismatch(700211, 'issuer', found.issuer);
  const ofAudience = ofIssuer.filter(({ audience }) => audience === EXCHANGE_AUDIENCE);
  if (ofAudience.length === 0) return mismatch(700212, 'audience', EXCHANGE_AUDIENCE);
  return ofAudience.some(({ subject }) => subject === found.subject)
    ? undefined
    : mismatch(700213, 'subject', found.subject);
}

function mismatch(code: number, what: 'issuer' | 'audience' | 'subject', got: string): AssertionProblem {
  const text = `No matching federated identity record found for presented assertion ${what} '${got}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`;
  return { code, text };
}
