import { z } from 'zod';
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

/** Body of `PUT /clients/{clientId}`. */
export const ClientBody = z.strictObject({ tenantId: z.string().min(1), secret: z.string().min(1) });

/** What a secret may be given besides its value. */
export const SecretQuery = z.strictObject({
  expiresOn: z.iso.datetime({ offset: true }).optional(),
  enabled: z.enum(['true', 'false']).optional(),
});

/** Where to go on reading a list. */
export const AfterQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });

/** Which requests to show. */
export const RequestsQuery = z.strictObject({ service: ServiceName.optional() });
