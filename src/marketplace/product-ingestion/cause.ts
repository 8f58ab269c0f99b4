import type { ErrorCode } from '../../domain/error-code.ts';
import type { Cause } from '../../domain/observation.ts';
import { matchRule, type Rule, toCause } from '../text/failure-rules.ts';
import type { IngestionError } from './error-body.ts';

/**
 * Our code for each failure, which the service may report in the answer to a call or at the end of a job. The first
 * matching rule decides; rules by words come before the codes that many failures share.
 */
const RULES: Rule[] = [
  // The documents that we send are our own: if one is refused as a document, the contract has changed.
  { code: 'ContractChanged', words: /schema \S+ could not be accessed|schema validation failed/i },
  { code: 'ContractChanged', marketplaceCode: /schemaValidationError/i },
  { code: 'NoPreview', words: /submission id that isn.?t null or 0/i },
  { code: 'PreviewChanged', words: /not the latest/i },
  {
    code: 'OperationConflict',
    words: /in[- ]progress submission|submission .*(in[- ]progress|already (exists|runs))/i,
  },
  { code: 'OperationConflict', marketplaceCode: /productLocked/i },
  { code: 'CertificationFailed', words: /certification|no virtual machine image was found/i },
  { code: 'ValidationFailed', marketplaceCode: /businessValidationError|collectionLimitExceeded/i },
  { code: 'ValidationFailed', words: /active validation errors|\bresell-\d+|ResellerConfiguration/i },
  { code: 'ValidationFailed', marketplaceCode: /invalidResource|invalidId/i },
  { code: 'OperationConflict', marketplaceCode: /(^|> )locked$/i },
];

/** `conflict` as the innermost code. */
const CONFLICT = /(^|> )conflict$/i;
/** Words that indicate something else under way. */
const UNDER_WAY = /conflict|in[- ]progress|running|under way|\b(another|pending|locked|busy|concurrent\w*)\b/i;

const BY_STATUS: Record<number, ErrorCode> = {
  401: 'CredentialsRejected',
  403: 'PublisherAccessDenied',
  404: 'OfferNotFound',
  409: 'OperationConflict',
  422: 'ValidationFailed',
  423: 'OperationConflict',
};

/** Statuses whose meaning no wording changes. */
const DECIDED_BY_STATUS = new Set([401, 403]);

/** Names why the marketplace refused a call. */
export function causeOfCall(status: number, error: IngestionError): Cause {
  const byStatus = BY_STATUS[status] ?? 'SubmissionRejected';
  const code = DECIDED_BY_STATUS.has(status) ? byStatus : (match(error) ?? byStatus);
  const message = error.message === '' ? `The marketplace answered ${status} without a message.` : error.message;
  return toCause(code, message, error.code);
}

/** Names why a job failed. */
export function causeOfJob(error: IngestionError): Cause {
  const message = error.message === '' ? 'The marketplace says that the job failed, not why.' : error.message;
  const denied = /\bforbidden\b/i.test(error.code ?? '') ? 'PublisherAccessDenied' : 'MarketplaceFailed';
  return toCause(match(error) ?? denied, message, error.code);
}

/** Whether `conflict` is the only explanation given. */
export function isBareConflict(error: IngestionError): boolean {
  return CONFLICT.test(error.code ?? '') && matchByRule(error) === undefined;
}

function match(error: IngestionError): ErrorCode | undefined {
  if (!isBareConflict(error)) return matchByRule(error);
  // The service also reports an invalid draft as a conflict ("The start date should be defined").
  return error.message === '' || UNDER_WAY.test(error.texts) ? 'OperationConflict' : 'ValidationFailed';
}

function matchByRule({ code, texts }: IngestionError): ErrorCode | undefined {
  return matchRule(RULES, { ...(code !== undefined && { code }), message: texts });
}
