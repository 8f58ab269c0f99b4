import * as z from 'zod';

const bytes = z.custom<Buffer>((value) => Buffer.isBuffer(value), { error: 'wanted bytes' });

/** rhea returns a long as a number, or as its bytes when it exceeds one; our sequence numbers never do. */
const sequenceNumber = z.union([z.number(), bytes.transform((long) => Number(long.readBigInt64BE()))]);

const receiverSettleMode = z.number().transform((mode) => (mode === 0 ? 'receiveAndDelete' : 'peekLock'));

const properties = z.record(z.string(), z.unknown());

/** Schemas of the supported management requests, by operation. */
export const managementRequests = {
  'com.microsoft:renew-lock': z.object({ 'lock-tokens': z.array(bytes) }),
  'com.microsoft:peek-message': z.object({
    'from-sequence-number': sequenceNumber,
    'message-count': z.number(),
    'omit-message-body': z.boolean().optional(),
  }),
  'com.microsoft:schedule-message': z.object({ messages: z.array(z.object({ message: bytes })) }),
  'com.microsoft:cancel-scheduled-message': z.object({ 'sequence-numbers': z.array(sequenceNumber) }),
  'com.microsoft:receive-by-sequence-number': z.object({
    'sequence-numbers': z.array(sequenceNumber),
    'receiver-settle-mode': receiverSettleMode,
  }),
  'com.microsoft:update-disposition': z.object({
    'lock-tokens': z.array(bytes),
    // The service's spelling.
    'disposition-status': z.enum(['completed', 'abandoned', 'defered', 'suspended']),
    'deadletter-reason': z.string().optional(),
    'deadletter-description': z.string().optional(),
    'properties-to-modify': properties.optional(),
  }),
} as const;

/** The name of a supported management operation. */
export type ManagementOperation = keyof typeof managementRequests;

/** The request body of an operation. */
export type ManagementBody<Operation extends ManagementOperation> = z.infer<(typeof managementRequests)[Operation]>;
