import { actorSchema } from './actor-schema.ts';
import { approvalBody } from './approval-body.ts';
import { cancelBody } from './cancel-body.ts';
import { endBody } from './end-body.ts';
import { goLiveBody } from './go-live-body.ts';
import { healthSchema } from './health-schema.ts';
import { type JsonSchema, toComponents, toJsonSchema } from './json-schema.ts';
import { lookBody } from './look-body.ts';
import { inQuery, json, problems } from './openapi-answers.ts';
import {
  APPROVE_OPERATION,
  CANCEL_OPERATION,
  CHANGE_OPERATION,
  COUNT_OPERATIONS,
  END_OPERATION,
  GET_OPERATION,
  GET_RESULT,
  GO_LIVE_CALL,
  LIST_OPERATIONS,
  LIST_TRANSITIONS,
  LOOK_AT_OPERATION,
  PUBLISHER,
} from './openapi-operations.ts';
import { LIST_REJECTIONS } from './openapi-rejections.ts';
import { operationCountsSchema } from './operation-counts.ts';
import { operationPageSchema } from './operation-page.ts';
import { operationPatch } from './operation-patch.ts';
import { operationSchema } from './operation-schema.ts';
import { preflightQuery, preflightSchema } from './preflight-schema.ts';
import { problemSchema } from './problem.ts';
import { rejectionPageSchema } from './rejection-page.ts';
import { transitionPageSchema } from './transition-page.ts';

const INFO = {
  title: 'Go Live',
  version: '1.0.0',
  license: { name: 'MIT', identifier: 'MIT' },
  description:
    "Takes Marketplace offers from preview to live. A GET of an operation answers 202 while it runs and 200 when it has ended, always with `status` in the body: one URL serves those who read the status code and those who read the body. This departs from Azure's guideline, which answers 200 in both cases. Callers come with a token, and the role that each call wants for its publisher (docs/access.md), or, where no Entra application guards the API, with a function key.",
};

const PREFLIGHT: JsonSchema = {
  operationId: 'preflight',
  tags: ['Publishers'],
  summary: "Prove a publisher's credentials before release day",
  description:
    'Reads only. `expiring`: accepted, but the secret or certificate expires within 30 days. `access-denied`: accepted, but the marketplace does not let them in.',
  parameters: [PUBLISHER, inQuery('api', toJsonSchema(preflightQuery.shape.api))],
  responses: { 200: json('Preflight', 'What was found'), ...problems('InvalidRequest') },
};

const HEALTH: JsonSchema = {
  operationId: 'health',
  tags: ['Service'],
  summary: 'Tell which dependencies can be used',
  security: [],
  responses: { 200: json('Health', 'All of them'), 503: json('Health', 'Not all of them') },
};

const DOCUMENT: JsonSchema = {
  operationId: 'openApi',
  tags: ['Service'],
  summary: 'This document',
  security: [],
  responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } } },
};

const TAGS = [
  { name: 'Operations', description: 'Take an offer live, and follow, cancel or approve what was asked for.' },
  { name: 'Messages', description: 'Queue messages that can never be requests.' },
  { name: 'Publishers', description: 'Prove a publisher before release day.' },
  { name: 'Service', description: 'The service itself: whether it can work, and this document. No key is needed.' },
];

/** The API as OpenAPI 3.1, made of the schemas that validate. */
export function openApiDocument(): JsonSchema {
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/api' }],
    security: [{ functionKey: [] }, { entra: [] }],
    tags: TAGS,
    paths: {
      '/publishers/{publisherId}/offers/{offerId}/golive': { post: GO_LIVE_CALL },
      '/publishers/{publisherId}/preflight': { get: PREFLIGHT },
      '/operations': { get: LIST_OPERATIONS },
      '/operations/counts': { get: COUNT_OPERATIONS },
      '/operations/{id}': { get: GET_OPERATION, patch: CHANGE_OPERATION },
      '/operations/{id}/result': { get: GET_RESULT },
      '/operations/{id}/transitions': { get: LIST_TRANSITIONS },
      '/operations/{id}/cancel': { post: CANCEL_OPERATION },
      '/operations/{id}/end': { post: END_OPERATION },
      '/operations/{id}/look': { post: LOOK_AT_OPERATION },
      '/operations/{id}/approvals': { post: APPROVE_OPERATION },
      '/rejections': { get: LIST_REJECTIONS },
      '/health': { get: HEALTH },
      '/openapi.json': { get: DOCUMENT },
    },
    components: {
      schemas: toComponents({
        GoLiveRequest: goLiveBody,
        CancelRequest: cancelBody,
        ApprovalRequest: approvalBody,
        EndRequest: endBody,
        LookRequest: lookBody,
        OperationPatch: operationPatch,
        Actor: actorSchema,
        Operation: operationSchema,
        OperationCounts: operationCountsSchema,
        OperationPage: operationPageSchema,
        TransitionPage: transitionPageSchema,
        RejectionPage: rejectionPageSchema,
        Preflight: preflightSchema,
        Health: healthSchema,
        Problem: problemSchema,
      }),
      securitySchemes: {
        functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' },
        entra: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}
