import * as z from 'zod';
import { CREDENTIAL_FORMS, CREDENTIAL_STATES } from '../domain/credential-state.ts';
import { MARKETPLACE_APIS } from '../marketplace/api.ts';

/** The body of the answer. */
export const preflightSchema = z.object({
  credentials: z.enum(CREDENTIAL_STATES),
  form: z
    .enum(CREDENTIAL_FORMS)
    .optional()
    .describe("What proves the publisher's application; federated: it trusts the app's identity, without a secret"),
  expiresOn: z.iso.datetime().optional().describe('When the first of secret and certificate expires'),
  expires: z
    .object({ secret: z.iso.datetime().optional(), certificate: z.iso.datetime().optional() })
    .optional()
    .describe("When the vault's secret expires, and the certificate in it"),
  code: z.string().optional().describe("Of credentials that were rejected: Microsoft Entra ID's code"),
  remedy: z.string().optional().describe('What repairs them, where the code tells it'),
});

/** The query of a preflight. */
export const preflightQuery = z.strictObject({
  api: z
    .enum(MARKETPLACE_APIS)
    .optional()
    .describe("Which of the marketplace's APIs to try; by default the one in the settings"),
});
