import { type JsonSchema, toJsonSchema } from './json-schema.ts';
import { inQuery, json, problems } from './openapi-answers.ts';
import { CONTINUATION, TOP } from './openapi-operations.ts';
import { messageId } from './rejection-page.ts';

export const LIST_REJECTIONS: JsonSchema = {
  operationId: 'listRejections',
  tags: ['Messages'],
  summary: 'List the queue messages that can never be requests, newest first',
  description:
    'Each with all that is wrong with it. The message itself is in the dead-letter queue. A page may be short, or empty, and still have a `nextLink`.',
  parameters: [
    { ...inQuery('messageId', toJsonSchema(messageId)), description: 'Those of messages with this id' },
    { ...inQuery('since', { type: 'string', format: 'date-time' }), description: 'Rejected then, or after it' },
    TOP,
    CONTINUATION,
  ],
  responses: { 200: json('RejectionPage', 'One page'), ...problems('InvalidRequest') },
};
