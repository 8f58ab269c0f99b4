import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { toRfc3339 } from '../domain/instant.ts';
import { TRANSITION_NAMES } from '../domain/transition.ts';
import type { TransitionPage } from '../platform/record/transitions.ts';
import { actorSchema } from './actor-schema.ts';
import { listResponse } from './list-response.ts';
import { continuation, top } from './operation-query.ts';
import { operationSchema } from './operation-schema.ts';

/** What `GET operations/{id}/transitions` may ask for. */
export const transitionQuery = z.strictObject({ top, continuation });

/** The body of a page of transitions. */
export const transitionPageSchema = z.object({
  value: z.array(
    z.object({
      sequence: z.int().positive(),
      time: z.iso.datetime(),
      type: z.enum(TRANSITION_NAMES).describe('As in the type of its event'),
      by: actorSchema.optional().describe('Who brought it about, where somebody did'),
      operation: operationSchema.describe('As it was then'),
    }),
  ),
  nextLink: z.url().optional().describe('Where the next page is; absent on the last one'),
});

/** 200 with a page. */
export function transitionPageResponse(
  request: HttpRequest,
  { transitions, continuation: token }: TransitionPage,
): HttpResponseInit {
  const value = transitions.map(({ sequence, at, name, by, operation }) => ({
    sequence,
    time: toRfc3339(at),
    type: name,
    ...(by && { by }),
    operation,
  }));
  return listResponse(request, value, token);
}
