import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { OperationView } from '../domain/operation.ts';
import { type Position, toContinuation } from './operation-query.ts';
import { operationSchema } from './operation-schema.ts';

/** The body of a page of operations. */
export const operationPageSchema = z.object({
  value: z.array(operationSchema),
  continuation: z.string().optional().describe('Asks for the next page; absent on the last one'),
});

export type OperationPageBody = z.infer<typeof operationPageSchema>;

/** 200 with a page; `last` is there when another follows. */
export function operationPageResponse(operations: OperationView[], last: Position | undefined): HttpResponseInit {
  return { status: 200, jsonBody: { value: operations, ...(last && { continuation: toContinuation(last) }) } };
}
