import * as z from 'zod';
import { CREDENTIAL_STATES } from '../domain/credential-state.ts';
import { MARKETPLACE_APIS } from '../marketplace/api.ts';

/** The body of the answer. */
export const preflightSchema = z.object({
  credentials: z.enum(CREDENTIAL_STATES),
  expiresOn: z.iso.datetime().optional().describe('When the first of secret and certificate expires'),
});

/** What a preflight may ask for. */
export const preflightQuery = z.strictObject({
  api: z
    .enum(MARKETPLACE_APIS)
    .optional()
    .describe("Which of the marketplace's APIs to try; by default what the settings say"),
});
