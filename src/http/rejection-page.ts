import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { REJECTION_CODES } from '../domain/rejection.ts';
import type { RejectionPage } from '../platform/record/rejections.ts';
import { moment } from './go-live-body.ts';
import { listResponse } from './list-response.ts';
import { continuation, top } from './operation-query.ts';
import { fieldErrorSchema } from './problem.ts';

/** A message's id: Service Bus takes 128 characters. */
export const messageId = z.string().min(1).max(128);

/** What `GET rejections` may ask for; an unknown parameter is an error. */
export const rejectionQuery = z.strictObject({
  messageId: messageId.optional(),
  since: moment.transform((text) => Date.parse(text)).optional(),
  top,
  continuation,
});

/** A rejected message, as in the list and in the event. */
export const rejectedMessage = z.object({
  queue: z.string(),
  messageId: z.string(),
  code: z.enum(REJECTION_CODES),
  detail: z.string().describe('All that is wrong with it, as the dead-letter queue has it too'),
  errors: z.array(fieldErrorSchema),
  remedy: z.string().describe('What its sender can do'),
});

/** The body of a page of rejections. */
export const rejectionPageSchema = z.object({
  value: z.array(
    rejectedMessage.extend({
      id: z.string().describe('As in the id of its event'),
      rejectedAt: z.iso.datetime(),
    }),
  ),
  nextLink: z
    .url()
    .optional()
    .describe('Where the next page is; absent on the last one. A page may be short, or empty, and have it'),
});

/** 200 with a page. */
export function rejectionPageResponse(
  request: HttpRequest,
  { rejections, continuation: token }: RejectionPage,
): HttpResponseInit {
  const value = rejections.map(({ traceparent: _, ...rejection }) => rejection);
  return listResponse(request, value, token);
}
