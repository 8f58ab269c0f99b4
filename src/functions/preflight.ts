import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { marketplaceId } from '../http/ids.ts';
import { invalidRequest, part } from '../http/invalid-request.ts';
import { type FieldError, problemResponse } from '../http/problem.ts';
import { readQuery } from '../http/read-query.ts';
import { MARKETPLACE_APIS, type MarketplaceApi } from '../marketplace/api.ts';
import type { Marketplace, PublisherTokens, TokenOutcome } from '../marketplace/port.ts';
import type { PublisherSecret, SecretOutcome } from '../platform/publisher-secret.ts';

/** The body of the answer. */
export const preflightSchema = z.object({
  credentials: z.enum(['ok', 'missing', 'malformed', 'rejected', 'expiring', 'access-denied']),
  expiresOn: z.iso.datetime().optional().describe('When the first of secret and certificate expires'),
});

type CredentialState = z.infer<typeof preflightSchema>['credentials'];

/** What a preflight may ask for. */
export const preflightQuery = z.strictObject({
  api: z
    .enum(MARKETPLACE_APIS)
    .optional()
    .describe("Which of the marketplace's APIs to try; by default what the settings say"),
});

export interface PreflightPorts {
  readSecret(publisherId: string): Promise<SecretOutcome>;
  /** For one of the marketplace's APIs; without one, that of the settings. */
  getToken(secret: PublisherSecret, api?: MarketplaceApi): Promise<TokenOutcome>;
  marketplace(publisherId: string, tokens: PublisherTokens, api?: MarketplaceApi): Marketplace;
}

type Finding =
  | { kind: 'found'; credentials: CredentialState; expiresOn?: Date }
  /** Nothing can be said just now. */
  | { kind: 'unavailable'; message: string; retryAfterSeconds?: number };

/** Longer than the longest go-live: what expires sooner could expire while one is under way. */
const SOON_MS = 30 * 24 * 3_600_000;
const RETRY_AFTER_SECONDS = 30;
/** No publisher has it: the marketplace says so only to those whom it lets in. */
const ABSENT_OFFER = 'go-live-preflight';

/** `GET publishers/{publisherId}/preflight`: proves a publisher's credentials before release day. Only reads. */
export async function preflight(request: HttpRequest, ports: PreflightPorts): Promise<HttpResponseInit> {
  const errors: FieldError[] = [];
  const publisherId = part(errors, 'path:publisherId', marketplaceId.safeParse(request.params['publisherId']));
  const query = readQuery(request, preflightQuery);
  if (query.kind === 'invalid') errors.push(...query.errors);
  if (publisherId === undefined || query.kind === 'invalid') return invalidRequest(errors);
  const finding = await examine(publisherId, query.value.api, ports);
  if (finding.kind === 'unavailable') {
    const { message, retryAfterSeconds = RETRY_AFTER_SECONDS } = finding;
    const detail = `The credentials could not be examined now: ${message} Try again.`;
    return problemResponse({ code: 'TemporarilyUnavailable', detail, retryAfterSeconds });
  }
  const { credentials, expiresOn } = finding;
  return { status: 200, jsonBody: { credentials, ...(expiresOn && { expiresOn: expiresOn.toISOString() }) } };
}

async function examine(publisherId: string, api: MarketplaceApi | undefined, ports: PreflightPorts): Promise<Finding> {
  const read = await ports.readSecret(publisherId);
  if (read.kind === 'refused') return { kind: 'found', credentials: read.malformed ? 'malformed' : 'missing' };
  if (read.kind === 'unavailable') return unavailable('Key Vault gave no answer.', read);
  const expiry = read.expiresOn && { expiresOn: read.expiresOn };

  // Neither a token nor a secret that was kept from before: what is examined is what the vault holds now.
  const outcome = await ports.getToken(read.secret, api);
  if (outcome.kind === 'refused') return { kind: 'found', credentials: 'rejected', ...expiry };
  if (outcome.kind === 'unavailable') return unavailable('Microsoft Entra ID gave no answer.', outcome);

  const looked = await ports.marketplace(publisherId, { token: async () => outcome }, api).inspect(ABSENT_OFFER);
  if (looked.kind === 'trouble') return unavailable('the marketplace gave no usable answer.', looked);
  if (looked.kind === 'refused') {
    switch (looked.problem.code) {
      case 'CredentialsRejected':
        return { kind: 'found', credentials: 'rejected', ...expiry };
      case 'PublisherAccessDenied':
        return { kind: 'found', credentials: 'access-denied', ...expiry };
      case 'ContractChanged':
        return unavailable('the marketplace gave no usable answer.');
    }
  }
  const expiring = read.expiresOn !== undefined && read.expiresOn.getTime() < Date.now() + SOON_MS;
  return { kind: 'found', credentials: expiring ? 'expiring' : 'ok', ...expiry };
}

/** The reasons of others may name resources: the caller hears only who it was. */
function unavailable(message: string, { retryAfterSeconds }: { retryAfterSeconds?: number } = {}): Finding {
  return { kind: 'unavailable', message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
