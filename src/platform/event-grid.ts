import type { CloudEvent, EventGridPublisherClient } from '@azure/eventgrid';
import { azureCredential, RETRY_OPTIONS } from './azure-credential.ts';
import { restFailure } from './rest-failure.ts';
import { settings } from './settings.ts';

export type PublishOutcome =
  | { kind: 'published' }
  /** Event Grid is away or refuses our identity: try again later. */
  | { kind: 'unavailable'; message: string; retryAfterSeconds?: number }
  /** Event Grid will never accept these events. */
  | { kind: 'rejected'; message: string };

/** The part of the SDK's client that is used. */
export type Publisher = Pick<EventGridPublisherClient<'CloudEvent'>, 'send'>;

/** Below Azure's limit of 1 MB per request, which the client does not enforce. */
const BATCH_BYTES = 900_000;
const TIMEOUT_MS = 30_000;

/** Publishes events in their order to the topic of the settings. */
export async function publishEvents(events: CloudEvent<unknown>[]): Promise<PublishOutcome> {
  return publishWith(await topic(), events);
}

/** Publishes in batches, each only after the previous one was accepted, because subscribers see the order. */
export async function publishWith(publisher: Publisher, events: CloudEvent<unknown>[]): Promise<PublishOutcome> {
  for (const batch of batches(events)) {
    try {
      await publisher.send(batch, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      return toOutcome(error);
    }
  }
  return { kind: 'published' };
}

function toOutcome(error: unknown): PublishOutcome {
  const { status, message, retryAfter } = restFailure(error);
  if (status === 400 || status === 413)
    return { kind: 'rejected', message: `Event Grid does not take these events. ${message}` };
  if (status === 403) {
    const advice = 'give the identity of the app the role EventGrid Data Sender on the topic';
    return {
      kind: 'unavailable',
      message: `Event Grid does not let the app send: ${advice}. ${message}`,
      ...retryAfter,
    };
  }
  return { kind: 'unavailable', message: `Event Grid could not be reached. ${message}`, ...retryAfter };
}

function batches(events: CloudEvent<unknown>[]): CloudEvent<unknown>[][] {
  const result: CloudEvent<unknown>[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + 1;
    bytes += size;
    if (bytes > BATCH_BYTES) {
      result.push([]);
      bytes = size;
    }
    result.at(-1)?.push(event);
  }
  return result;
}

let memo: Promise<Publisher> | undefined;

function topic(): Promise<Publisher> {
  memo ??= openTopic();
  return memo;
}

async function openTopic(): Promise<Publisher> {
  const { EventGridPublisherClient } = await import('@azure/eventgrid');
  return new EventGridPublisherClient(settings().eventGridTopicEndpoint, 'CloudEvent', await azureCredential(), {
    retryOptions: RETRY_OPTIONS,
  });
}
