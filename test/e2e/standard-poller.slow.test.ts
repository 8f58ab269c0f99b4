import { createHttpPoller, type OperationResponse } from '@azure/core-lro';
import type { OperationView } from '../../src/domain/operation.ts';
import { namesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// The unmodified poller of the Azure SDKs, which is given nothing but a way to send requests.

const { stack, client } = stackOfFile();

async function send(method: string, url: string): Promise<OperationResponse<OperationView>> {
  const response = await fetch(url, { method });
  const body = (await response.json()) as OperationView & Record<string, unknown>;
  const headers = Object.fromEntries(response.headers);
  return { flatResponse: body, rawResponse: { statusCode: response.status, headers, body, request: { method, url } } };
}

function pollerOf(offer: string) {
  const url = `${stack.endpoints().app}/api/publishers/contoso/offers/${offer}/golive`;
  return createHttpPoller<OperationView, { status: 'notStarted' | 'running' | 'succeeded' | 'canceled' | 'failed' }>(
    { sendInitialRequest: () => send('POST', url), sendPollRequest: (path) => send('GET', path) },
    { intervalInMs: 200 },
  );
}

test('follows a go-live to success', async () => {
  // Act
  const result = await pollerOf('lro-succeeds').pollUntilDone();

  // Assess
  expect(result).toMatchObject({ status: 'Succeeded', result: { version: '2' } });
});

test('throws with our code and message when the go-live fails', async () => {
  // Prepare
  const messages = [{ html: 'Issues found during Certification.', level: 'error' }];
  const steps = [{ id: 'displaycertify', seconds: 1, outcome: 'fails', messages }];
  await client.scenario('lro-fails', { goLive: { steps } });

  // Act
  const failure = pollerOf('lro-fails').pollUntilDone();

  // Assess
  await expect(failure).rejects.toThrow(/CertificationFailed.*Issues found during Certification\./s);
});

test('ends canceled when the go-live is canceled, and cancel twice is one cancel', async () => {
  // Prepare
  const steps = [
    { id: 'displayprovision', seconds: 30 },
    { id: 'live', seconds: 1 },
  ];
  await client.scenario('lro-canceled', { goLive: { steps } });
  const poller = pollerOf('lro-canceled');
  const polled = poller.pollUntilDone().then(
    () => 'done',
    (error: Error) => error.message,
  );
  const id = await waitUntil('the operation', async () => {
    const { requests } = { requests: await client.portalRequests('lro-canceled') };
    const { value } = (await (await client.get('operations?publisherId=contoso&offerId=lro-canceled')).json()) as {
      value: OperationView[];
    };
    return requests.some(({ action }) => action === 'golive') && value[0]?.id;
  });

  // Act
  const cancel = () =>
    client.post(`operations/${id}/cancel`, {
      body: '{"reason":"wrong build"}',
      headers: { 'Content-Type': 'application/json' },
    });
  const answers = [(await cancel()).status, (await cancel()).status];
  const ended = await client.follow(id);
  const events = await client.allEvents(id);

  // Assess
  expect(answers).toEqual([202, 202]);
  expect(ended).toMatchObject({ status: 'Canceled', cancellation: { state: 'canceled', reason: 'wrong build' } });
  expect(namesOf(events).filter((name) => name === 'cancel-requested')).toHaveLength(1);
  expect(namesOf(events).at(-1)).toBe('canceled');
  expect(await polled).toMatch(/cancel/i);
  const cancels = (await client.portalRequests('lro-canceled')).filter(({ action }) => action === 'cancel');
  expect(cancels).toHaveLength(1);
});

describe.each([
  ['as Azure Resource Manager clients do, by Azure-AsyncOperation and the status in the body', byStatusInTheBody],
  ['by Location and status codes alone', byLocationAlone],
])('a poller that follows %s', (_how, poll) => {
  test('sees a success', async () => {
    const started = await start(`followed-${poll.name}`);

    expect(await poll(started)).toMatchObject({ outcome: 'succeeded' });
  });

  test('sees a failure, with our code', async () => {
    const offer = `fails-${poll.name}`;
    await client.scenario(offer, { goLive: { steps: [{ id: 'live', seconds: 1, outcome: 'fails' }] } });
    const started = await start(offer);

    const { outcome, code } = await poll(started);

    expect(outcome).toBe('failed');
    expect(code).toMatch(/Failed$/);
  });
});

interface Seen {
  outcome: 'succeeded' | 'failed';
  code?: string;
}

function start(offer: string): Promise<Response> {
  return fetch(`${stack.endpoints().app}/api/publishers/contoso/offers/${offer}/golive`, { method: 'POST' });
}

/** A poller that ignores status codes and reads only the body's status and error. */
async function byStatusInTheBody(started: Response): Promise<Seen> {
  const url = started.headers.get('azure-asyncoperation') ?? '';
  return waitUntil('an ended operation', async () => {
    const { status, error } = (await (await fetch(url)).json()) as OperationView;
    if (status === 'Succeeded') return { outcome: 'succeeded' };
    return status === 'Failed' ? { outcome: 'failed', ...(error && { code: error.code }) } : undefined;
  });
}

/** A poller that knows nothing of operations: 202 means retry, any other 2xx is success, everything else is failure. */
async function byLocationAlone(started: Response): Promise<Seen> {
  const url = started.headers.get('location') ?? '';
  return waitUntil('a result', async () => {
    const response = await fetch(url);
    if (response.status === 202) return undefined;
    const { code } = (await response.json()) as { code?: string };
    return response.ok ? { outcome: 'succeeded' } : { outcome: 'failed', ...(code !== undefined && { code }) };
  });
}
