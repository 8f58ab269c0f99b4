/** Why an operation failed, as the API, the events and the telemetry name it. */
export const ERROR_CODES = [
  'OfferNotFound',
  'NoPreview',
  'PreviewChanged',
  'SubmissionRejected',
  'OperationConflict',
  'ConcurrencyMismatch',
  'CertificationFailed',
  'ValidationFailed',
  'MarketplaceFailed',
  'CredentialsMissing',
  'CredentialsRejected',
  'PublisherAccessDenied',
  'ApprovalRejected',
  'ApprovalExpired',
  'DeadlineExceeded',
  'ContractChanged',
  'InternalError',
  'Terminated',
  'EndedByPerson',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
