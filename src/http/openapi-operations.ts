import { OPERATION_STATUSES } from '../domain/operation.ts';
import { PHASES } from '../domain/phase.ts';
import { idempotencyKey, idempotencyKeyHeader, marketplaceId, operationId } from './ids.ts';
import { type JsonSchema, toJsonSchema } from './json-schema.ts';
import { accepted, inPath, inQuery, json, jsonBody, problem, problems } from './openapi-answers.ts';
import { DEFAULT_TOP, MAX_TOP } from './operation-query.ts';

export const PUBLISHER = inPath('publisherId', toJsonSchema(marketplaceId));
const OFFER = inPath('offerId', toJsonSchema(marketplaceId));
const ID = inPath('id', toJsonSchema(operationId));

const tags = ['Operations'];
/** The most items in a page. */
export const TOP = inQuery('top', { type: 'integer', minimum: 1, maximum: MAX_TOP, default: DEFAULT_TOP });
/** Where a page begins. */
export const CONTINUATION = {
  ...inQuery('continuation', { type: 'string' }),
  description: 'Opaque: part of the nextLink of the answer before',
};

export const GO_LIVE_CALL: JsonSchema = {
  operationId: 'goLive',
  tags,
  summary: 'Ask to take an offer live',
  description: 'The same key and request again are the same operation: 202 while it runs, 200 when it has ended.',
  parameters: [
    PUBLISHER,
    OFFER,
    inHeader(
      'Idempotency-Key',
      toJsonSchema(idempotencyKeyHeader),
      'Scoped to the offer; the id of a queue message is one, too. Of 1 to 255 characters; what is not ASCII, and "%" itself, is percent-encoded as UTF-8',
    ),
    inHeader('traceparent', { type: 'string' }, 'W3C trace context: the operation goes on with this trace'),
  ],
  requestBody: jsonBody('GoLiveRequest', false),
  responses: {
    200: json('Operation', 'It has ended already under this key'),
    ...accepted('Accepted, or running already under this key'),
    ...problems(
      'InvalidRequest',
      'IdentityRequired',
      'CrossSiteRequest',
      'RequestTooLarge',
      'UnsupportedMediaType',
      'IdempotencyKeyReused',
    ),
  },
};

export const GET_OPERATION: JsonSchema = {
  operationId: 'getOperation',
  tags,
  summary: 'Look at an operation',
  parameters: [ID],
  responses: { 200: json('Operation', 'It has ended'), ...accepted('It runs'), ...problems('OperationNotFound') },
};

export const GET_RESULT: JsonSchema = {
  operationId: 'getResult',
  tags,
  summary: "Look at an operation's result",
  description: 'As an operation, but one that failed or was canceled is 409 with its error code.',
  parameters: [ID],
  responses: {
    200: json('Operation', 'It has succeeded'),
    ...accepted('It runs'),
    ...problems('OperationNotFound'),
    409: problem('It failed, with its error code, or was canceled (`OperationCanceled`)'),
  },
};

export const LIST_TRANSITIONS: JsonSchema = {
  operationId: 'listTransitions',
  tags,
  summary: 'List what became of an operation, oldest first',
  parameters: [ID, TOP, CONTINUATION],
  responses: { 200: json('TransitionPage', 'One page'), ...problems('InvalidRequest', 'OperationNotFound') },
};

export const LIST_OPERATIONS: JsonSchema = {
  operationId: 'listOperations',
  tags,
  summary: 'List operations, newest first',
  description:
    'Also by labels, each as `label.NAME=text`: an operation has all of them. A page may be short, or empty, and still have a `nextLink`.',
  parameters: [
    inQuery('publisherId', toJsonSchema(marketplaceId)),
    inQuery('offerId', toJsonSchema(marketplaceId)),
    {
      ...inQuery('status', { type: 'array', items: { type: 'string', enum: [...OPERATION_STATUSES] } }),
      description: 'One or several, with commas between them',
      style: 'form',
      explode: false,
    },
    {
      ...inQuery('phase', { type: 'array', items: { type: 'string', enum: [...PHASES] } }),
      description: 'One or several, with commas between them',
      style: 'form',
      explode: false,
    },
    { ...inQuery('attention', { type: 'boolean' }), description: 'Those that need a person, or those that do not' },
    {
      ...inQuery('key', toJsonSchema(idempotencyKey)),
      description: 'The Idempotency-Key, or the message id, of an offer: with publisherId and offerId',
    },
    { ...inQuery('since', { type: 'string', format: 'date-time' }), description: 'Created then, or after it' },
    TOP,
    CONTINUATION,
  ],
  responses: { 200: json('OperationPage', 'One page'), ...problems('InvalidRequest') },
};

export const COUNT_OPERATIONS: JsonSchema = {
  operationId: 'countOperations',
  tags,
  summary: 'Count the operations that have not ended',
  description:
    'Exact, as the lists show them: as of the last transition of each. Also by labels, each as `label.NAME=text`.',
  parameters: [inQuery('publisherId', toJsonSchema(marketplaceId)), inQuery('offerId', toJsonSchema(marketplaceId))],
  responses: { 200: json('OperationCounts', 'How many there are, and how they stand'), ...problems('InvalidRequest') },
};

export const CANCEL_OPERATION: JsonSchema = {
  operationId: 'cancelOperation',
  tags,
  summary: 'Cancel an operation',
  description:
    'Free before the submission; after it the marketplace decides. `cancellation.state` tells what came of it.',
  parameters: [ID],
  requestBody: jsonBody('CancelRequest', false),
  responses: {
    ...accepted('Taken in, or asked for before'),
    ...problems(
      'InvalidRequest',
      'OperationNotFound',
      'AlreadyEnded',
      'TooLateToCancel',
      'CrossSiteRequest',
      'RequestTooLarge',
      'UnsupportedMediaType',
    ),
  },
};

export const END_OPERATION: JsonSchema = {
  operationId: 'endOperation',
  tags,
  summary: 'Say how an operation ended that cannot tell by itself',
  description:
    "It is followed no longer and the offer's next operation may begin; the marketplace is asked for nothing, and what runs there goes on. Who says it is the authenticated caller; a function key is no identity. The first word counts. A success by a person's word has `result.confirmed: false`.",
  security: [{ entra: [] }],
  parameters: [ID],
  requestBody: jsonBody('EndRequest', true),
  responses: {
    ...accepted('Taken in, or said before'),
    ...problems(
      'InvalidRequest',
      'IdentityRequired',
      'OperationNotFound',
      'AlreadyEnded',
      'NotSubmitted',
      'OutcomeUnknown',
      'CrossSiteRequest',
      'RequestTooLarge',
      'UnsupportedMediaType',
    ),
  },
};

export const LOOK_AT_OPERATION: JsonSchema = {
  operationId: 'lookAtOperation',
  tags,
  summary: 'Look at the marketplace now',
  description: 'Instead of at `nextCheckAt`; at most once a minute. The answer waits for the look for two seconds.',
  parameters: [ID],
  requestBody: jsonBody('LookRequest', false),
  responses: {
    ...accepted('Taken in'),
    ...problems(
      'InvalidRequest',
      'OperationNotFound',
      'AlreadyEnded',
      'NothingToLookAt',
      'CrossSiteRequest',
      'RequestTooLarge',
      'UnsupportedMediaType',
      'TooManyLooks',
    ),
  },
};

export const CHANGE_OPERATION: JsonSchema = {
  operationId: 'changeOperation',
  tags,
  summary: 'Give an operation another deadline',
  parameters: [ID],
  requestBody: jsonBody('OperationPatch', true, 'application/merge-patch+json'),
  responses: {
    ...accepted('Taken in, or its deadline already'),
    ...problems(
      'InvalidRequest',
      'OperationNotFound',
      'AlreadyEnded',
      'CrossSiteRequest',
      'RequestTooLarge',
      'UnsupportedMediaType',
    ),
  },
};

export const APPROVE_OPERATION: JsonSchema = {
  operationId: 'approveOperation',
  tags,
  summary: 'Approve or reject an operation',
  description:
    'Who decides is the authenticated caller, a person; a function key is no identity, and an application may not.',
  security: [{ entra: [] }],
  parameters: [ID],
  requestBody: jsonBody('ApprovalRequest', true),
  responses: {
    ...accepted('Taken in, or on record already'),
    ...problems(
      'InvalidRequest',
      'IdentityRequired',
      'PersonRequired',
      'NotAnApprover',
      'RequesterMayNotApprove',
      'OperationNotFound',
      'AlreadyEnded',
      'NotAwaitingApproval',
      'CrossSiteRequest',
      'RequestTooLarge',
      'UnsupportedMediaType',
    ),
  },
};

function inHeader(name: string, schema: JsonSchema, description: string): JsonSchema {
  return { name, in: 'header', description, schema };
}
