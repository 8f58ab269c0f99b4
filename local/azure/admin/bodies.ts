import * as z from 'zod';
import { ServiceName } from '../wire/service-name.ts';

/** Body of `PUT /faults`; `times` 0 clears what was scripted for the service. */
export const FaultBody = z
  .strictObject({
    service: ServiceName,
    status: z.int().min(400).max(599).optional(),
    times: z.int().min(0),
    retryAfter: z.number().min(0).optional(),
    every: z.int().min(1).optional(),
    lost: z.boolean().optional(),
  })
  .refine(({ status, times, lost }) => times === 0 || status !== undefined || lost, {
    path: ['status'],
    error: 'wanted a status from 400 to 599, unless times is 0 or the answer is lost',
  })
  .refine(({ service, lost }) => !lost || service === 'storage', {
    path: ['lost'],
    error: 'only answers of the storage account can be lost',
  });

const Text = z.string().min(1);

/** Body of `PUT /clients/{clientId}`: either a secret, or the tokens that the client trusts. */
export const ClientBody = z
  .strictObject({
    tenantId: Text,
    secret: Text.optional(),
    federated: z.strictObject({ issuer: Text, subject: Text, audience: Text }).optional(),
  })
  .refine(({ secret, federated }) => (secret === undefined) !== (federated === undefined), {
    path: ['secret'],
    error: 'wanted either a secret or federated',
  });

/** Attributes that can be set on a secret besides its value. */
export const SecretQuery = z.strictObject({
  expiresOn: z.iso.datetime({ offset: true }).optional(),
  enabled: z.enum(['true', 'false']).optional(),
  contentType: z.string().optional(),
  tenantId: z.string().optional(),
  clientId: z.string().optional(),
});

/** Where to continue reading a list. */
export const AfterQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });

/** Which requests to show. */
export const RequestsQuery = z.strictObject({ service: ServiceName.optional() });
