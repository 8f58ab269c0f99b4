import type { TokenCredential } from '@azure/core-auth';
import type { TokenOutcome } from '../marketplace/port.ts';
import { azureCredential, RETRY_OPTIONS } from './azure-credential.ts';
import type { PublisherSecret } from './publisher-secret.ts';

/** Makes the credential of a publisher's application; it keeps its tokens in memory. */
export async function createPublisherCredential(secret: PublisherSecret): Promise<TokenCredential> {
  const { ClientAssertionCredential, ClientCertificateCredential, ClientSecretCredential } = await import(
    '@azure/identity'
  );
  const { tenantId, clientId } = secret;
  const options = { retryOptions: RETRY_OPTIONS };
  if ('clientSecret' in secret) return new ClientSecretCredential(tenantId, clientId, secret.clientSecret, options);
  if ('federated' in secret) return new ClientAssertionCredential(tenantId, clientId, ownAssertion, options);
  return new ClientCertificateCredential(tenantId, clientId, { certificate: secret.certificate }, options);
}

/** Scope of a token of our own identity that an application can trust (Entra's "workload identity federation"). */
const EXCHANGE_SCOPE = 'api://AzureADTokenExchange/.default';

/** Proves our identity to a publisher's application. */
async function ownAssertion(): Promise<string> {
  const abortSignal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const token = await (await azureCredential()).getToken(EXCHANGE_SCOPE, { abortSignal });
    if (token !== null) return token.token;
  } catch (cause) {
    // The SDK's message could be mistaken for a refusal by the publisher's application.
    throw new Error('The identity of the app gave no assertion.', { cause });
  }
  throw new Error('The identity of the app gave no assertion.');
}

const TIMEOUT_MS = 30_000;

/** Gets a token and tells a refusal of the credentials from a token endpoint that is away. */
export async function getToken(
  credential: TokenCredential,
  secret: PublisherSecret,
  scope: string,
): Promise<TokenOutcome> {
  try {
    const token = await credential.getToken(scope, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
    return token === null ? away('no token was given') : { kind: 'token', token: token.token };
  } catch (error) {
    return toOutcome(error instanceof Error ? error.message : '', secret);
  }
}

/** Faults of Microsoft Entra ID itself ("Microsoft Entra authentication and authorization error codes"). */
const PASSING = new Set(['50196', '90006', '90012', '90033', '90055', '90100']);

function toOutcome(message: string, secret: PublisherSecret): TokenOutcome {
  const aadsts = /AADSTS(\d{4,8})/.exec(message)?.[1];
  if (aadsts !== undefined && !PASSING.has(aadsts)) return rejected(message, `AADSTS${aadsts}`, secret);
  const refusal = /\b(invalid_client|unauthorized_client|invalid_grant|invalid_request|invalid_scope)\b/.exec(message);
  if (aadsts === undefined && refusal !== null) return rejected(message, refusal[1] ?? '', secret);
  return away(aadsts === undefined ? 'it did not answer as expected' : `AADSTS${aadsts}`);
}

function rejected(message: string, marketplaceCode: string, secret: PublisherSecret): TokenOutcome {
  // Entra's first line has the reason; the ids of the request follow.
  const start = Math.max(0, message.indexOf('AADSTS'));
  const words = message.slice(start).split(/\s*(?:Trace ID|\r?\n|Correlation ID)/)[0] ?? '';
  return {
    kind: 'refused',
    cause: { code: 'CredentialsRejected', message: withoutSecret(words, secret).slice(0, 500), marketplaceCode },
  };
}

/** Entra does not echo secrets; should anything in between ever do so, the secret is removed here. */
function withoutSecret(words: string, secret: PublisherSecret): string {
  return 'clientSecret' in secret ? words.replaceAll(secret.clientSecret, '…') : words;
}

function away(reason: string): TokenOutcome {
  return { kind: 'unavailable', message: `Microsoft Entra ID gave no token: ${reason}.` };
}
