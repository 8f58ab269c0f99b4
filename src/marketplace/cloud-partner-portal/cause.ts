import type { ErrorCode } from '../../domain/error-code.ts';
import type { Cause } from '../../domain/observation.ts';
import { type MarketplaceError, matchRule, type Rule, toCause } from '../text/failure-rules.ts';

/** Names for invalid content, in refused calls and failed operations alike. */
const CONTENT_RULES: Rule[] = [
  { code: 'CertificationFailed', words: /issues found during certification/i },
  { code: 'CertificationFailed', words: /no virtual machine image was found/i },
  { code: 'ValidationFailed', words: /active validation errors/i },
  { code: 'ValidationFailed', words: /\bresell-\d+|ResellerConfiguration/i },
  { code: 'ValidationFailed', marketplaceCode: /validation/i },
];

/** Meanings that only the answer to a call can have. The first matching rule decides. */
const CALL_RULES: Rule[] = [
  { code: 'ContractChanged', marketplaceCode: /InvalidAPIVersion|UnsupportedApiVersion/i },
  { code: 'ContractChanged', words: /is a required header|api-version/i },
  { code: 'ConcurrencyMismatch', words: /if-match/i },
  { code: 'NoPreview', words: /no staging slot|no preview (slot|version)/i },
  { code: 'PreviewChanged', words: /cannot be pushed to as (its|it's|it is) not the latest/i },
  {
    code: 'OperationConflict',
    words: /in[- ]progress submission|(submission|operation|publish\w*) .*(in[- ]progress|already (running|exists))/i,
  },
  ...CONTENT_RULES,
  // "invalidState" is also the inner code of a failed certification, so this rule comes after those by words.
  { code: 'OperationConflict', marketplaceCode: /InvalidState|Conflict/i },
];

const BY_STATUS: Record<number, ErrorCode> = {
  401: 'CredentialsRejected',
  403: 'PublisherAccessDenied',
  404: 'OfferNotFound',
  409: 'OperationConflict',
  412: 'ConcurrencyMismatch',
  422: 'ValidationFailed',
};

/** Statuses whose meaning no wording changes. */
const DECIDED_BY_STATUS = new Set([401, 403, 412]);

/** Names why the marketplace refused a call. */
export function causeOfCall(status: number, error: MarketplaceError): Cause {
  const byStatus = BY_STATUS[status] ?? 'SubmissionRejected';
  const code = DECIDED_BY_STATUS.has(status) ? byStatus : (matchRule(CALL_RULES, error) ?? byStatus);
  const message = error.message === '' ? `The marketplace answered ${status} without a message.` : error.message;
  return toCause(code, message, error.code);
}

/** The step in which an operation failed decides the kind of failure when the message does not. */
const BY_STEP: Record<string, ErrorCode> = {
  displaydummycertify: 'ValidationFailed',
  displaycertify: 'CertificationFailed',
};

/** Names why a marketplace operation failed. Never a conflict of ours, because the marketplace had accepted it. */
export function causeOfOperation(error: MarketplaceError, failedStepId: string | undefined): Cause {
  const byStep = BY_STEP[failedStepId?.toLowerCase() ?? ''] ?? 'MarketplaceFailed';
  const message = error.message === '' ? 'The marketplace reported a failure without a reason.' : error.message;
  return toCause(matchRule(CONTENT_RULES, error) ?? byStep, message, error.code);
}
