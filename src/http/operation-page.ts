import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { OperationPage } from '../platform/record/lists.ts';
import { listResponse } from './list-response.ts';
import { operationSchema } from './operation-schema.ts';

/** The body of a page of operations. */
export const operationPageSchema = z.object({
  value: z.array(operationSchema).describe('Summaries, without messages, decisions and reasons'),
  nextLink: z
    .url()
    .optional()
    .describe('Where the next page is; absent on the last one. A page may be short, or empty, and have it'),
});

export type OperationPageBody = z.infer<typeof operationPageSchema>;

/** 200 with a page. */
export function operationPageResponse(
  request: HttpRequest,
  { operations, continuation }: OperationPage,
): HttpResponseInit {
  return listResponse(request, operations, continuation);
}
