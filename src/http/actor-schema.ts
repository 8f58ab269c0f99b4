import * as z from 'zod';

/** Who did something. Readers must expect kinds that are not listed here. */
export const actorSchema = z.union([
  z.object({
    kind: z.literal('principal').describe("A person or application, as the platform's authentication names it"),
    id: z.string(),
    name: z.string().optional(),
  }),
  z.object({ kind: z.literal('key').describe('A caller with a function key: which one is not known') }),
  z.object({ kind: z.literal('queue').describe('The sender of a queue message, who is not known') }),
  z.object({ kind: z.literal('operation').describe('Another operation'), id: z.string() }),
]);
