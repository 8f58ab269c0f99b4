import {
  bodyOf,
  EMAILS,
  locationOf,
  type MarketplaceUnderTest,
  startMarketplaceUnderTest,
} from './marketplace-under-test.ts';

const OFFER = 'publishers/contoso/offers/vm';
const SIGN_OFF = expect.objectContaining({
  id: 'publisher-signoff',
  stepName: 'publisher-signoff',
  status: 'waitingForPublisherReview',
});

let rehearsal: MarketplaceUnderTest;

beforeEach(async () => {
  rehearsal = await startMarketplaceUnderTest();
});
afterEach(() => rehearsal.marketplace.close());

const read = async (path: string): Promise<unknown> => (await rehearsal.api('GET', path)).json();
const listed = () => read(`${OFFER}/submissions/?status=running`);
const idIn = (list: unknown) => (list as { id: string }[])[0]?.id ?? '';

describe('an offer that waits for its go-live', () => {
  test('shows as running, and so does its publish; only the step says what it waits for', async () => {
    const list = await listed();

    expect(await read(`${OFFER}/status`)).toMatchObject({
      status: 'running',
      steps: expect.arrayContaining([SIGN_OFF]),
    });
    expect(list).toEqual([
      expect.objectContaining({ submissionType: 'publish', submissionState: 'running', publishingVersion: 2 }),
    ]);
    expect(await read(`${OFFER}/operations/${idIn(list)}`)).toMatchObject({
      status: 'running',
      publishingVersion: 2,
      steps: expect.arrayContaining([SIGN_OFF]),
    });
  });

  test('shows so again after a publish', async () => {
    const publish = locationOf(await rehearsal.api('POST', `${OFFER}/publish`, { body: EMAILS }));
    rehearsal.pass(4);

    expect(publish).toContain(idIn(await listed()));
    expect(await listed()).toEqual([expect.objectContaining({ publishingVersion: 3, submissionState: 'running' })]);
  });

  test('is out of the list, and complete, once the go-live has begun', async () => {
    const publish = idIn(await listed());
    const goLive = locationOf(await rehearsal.goLive('vm'));

    expect(await listed()).toEqual([expect.objectContaining({ id: expect.not.stringMatching(publish) })]);
    expect(await read(`${OFFER}/operations/${publish}`)).toMatchObject({ status: 'complete' });
    expect(goLive).not.toContain(publish);
  });

  test('goes live under the id of its publish where the script says so', async () => {
    await rehearsal.script('vm', { answers: { goLiveId: 'publish', submissionType: 'direction' } });
    const publish = idIn(await listed());

    expect(await listed()).toMatchObject([{ submissionType: 'Publish' }]);
    expect(locationOf(await rehearsal.goLive('vm'))).toContain(publish);
    expect(await listed()).toMatchObject([{ id: publish, submissionType: 'GoLive' }]);
  });
});

/** A request as a client sends it, and what that client needs from the answer. */
interface Sent {
  call: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends requests as real clients of others do; each client continues only with the answer that it expects. */
async function send({ call, body, headers = {} }: Sent): Promise<Response> {
  const [method = '', path = ''] = call.split(' ');
  const url = `${rehearsal.marketplace.url}/${path}${path.includes('?') ? '&' : '?'}api-version=2017-10-31`;
  const answer = await fetch(url, {
    method,
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.status !== 200 && answer.status !== 202)
    throw new Error(`${call}: ${answer.status} ${await answer.text()}`);
  return answer;
}

const metadata = { metadata: { 'notification-emails': 'jane@contoso.example' } };
const ANY = { 'If-Match': '*' };

describe('requests as other clients send them', () => {
  test('are answered for devigned/pub: the host goes before Operation-Location, bodies are objects', async () => {
    // Act
    await send({ call: `GET api/${OFFER}/status` });
    const publishers = await (await send({ call: 'GET api/publishers' })).json();
    const offers = await (await send({ call: 'GET api/publishers/contoso/offers' })).json();
    const draft = await bodyOf(await send({ call: `GET api/${OFFER}` }));
    const put = await send({ call: `PUT api/${OFFER}`, body: draft, headers: ANY });
    const published = await send({ call: `POST api/${OFFER}/publish`, body: metadata });
    const running = await (await send({ call: `GET api/${OFFER}/submissions/?submissionState=running` })).json();
    const canceled = await send({ call: `POST api/${OFFER}/cancel` });
    rehearsal.pass(1);
    await send({ call: `POST api/${OFFER}/publish`, body: metadata });
    rehearsal.pass(4);
    const live = await send({ call: `POST api/${OFFER}/golive`, body: metadata });
    const location = live.headers.get('operation-location') ?? '';
    rehearsal.pass(3);
    const operation = await bodyOf(await rehearsal.api('GET', location.replace('/api/', '').replace(/\?.*/, '/')));

    // Assess
    expect(publishers).toMatchObject([{ id: 'contoso' }]);
    expect(offers).toMatchObject([{ publisherId: 'contoso', version: 2 }]);
    expect(put.headers.get('etag')).not.toBe('"1"');
    expect(published.headers.get('operation-location')).toMatch(/^\/api\//);
    expect(running).toHaveLength(1);
    expect(canceled.headers.get('operation-location')).toMatch(/^\/api\//);
    expect(operation).toMatchObject({ status: 'complete', publishingVersion: 3 });
  });

  test("are answered for SUSE's azure-img-utils: no If-Match but on PUT, a Location, a step by its stepName", async () => {
    // Act
    const draft = await bodyOf(await send({ call: `GET api/${OFFER}` }));
    await send({ call: `PUT api/${OFFER}`, body: draft, headers: ANY });
    await send({ call: `POST api/${OFFER}/publish`, body: metadata });
    rehearsal.pass(4);
    const status = await bodyOf(await send({ call: `GET api/${OFFER}/status` }));
    const live = await send({ call: `POST api/${OFFER}/golive` });
    rehearsal.pass(3);
    const url = new URL(live.headers.get('location') ?? '', rehearsal.marketplace.url);
    const operation = await bodyOf(await fetch(url, { headers: { authorization: 'Bearer token' } }));

    // Assess
    const steps = status['steps'] as { stepName: string; status: string }[];
    expect(status['status']).toBe('running');
    expect(steps.find(({ stepName }) => stepName === 'publisher-signoff')?.status).toBe('waitingForPublisherReview');
    expect(operation['status']).toBe('complete');
  });

  test('are refused where they leave out what the documents demand, if the script says so', async () => {
    await rehearsal.script('vm', { answers: { demands: 'documented' } });

    await expect(send({ call: `POST api/${OFFER}/golive` })).rejects.toThrow('If-Match header is required');
    await send({ call: `POST api/${OFFER}/golive`, headers: ANY });
    await expect(send({ call: `POST api/${OFFER}/cancel`, headers: ANY })).rejects.toThrow('notification-emails');
  });

  test('change no draft without If-Match, with that of another draft, or without a definition', async () => {
    const draft = { definition: {} };

    await expect(send({ call: `PUT api/${OFFER}`, body: draft })).rejects.toThrow('400');
    await expect(send({ call: `PUT api/${OFFER}`, body: draft, headers: { 'If-Match': '"0"' } })).rejects.toThrow(
      '412',
    );
    await expect(send({ call: `PUT api/${OFFER}`, body: {}, headers: ANY })).rejects.toThrow('an offer with its');
  });
});

describe('a go-live that is taken back', () => {
  const takenBack = async (goLiveId: string) => {
    await rehearsal.script('vm', { answers: { goLiveId }, cancel: { leaves: 'waiting', seconds: 1 } });
    const publish = idIn(await listed());
    const goLive = locationOf(await rehearsal.goLive('vm'));
    await rehearsal.api('POST', `${OFFER}/cancel`, { body: EMAILS });
    rehearsal.pass(1);
    return { publish, goLive: await read(goLive.replace(/^.*\/api\//, '')) };
  };

  test('leaves the publish waiting as before, and is itself canceled', async () => {
    const { publish, goLive } = await takenBack('own');

    expect(goLive).toMatchObject({ status: 'canceled' });
    expect(await listed()).toMatchObject([{ id: publish, submissionState: 'running' }]);
    expect(await read(`${OFFER}/status`)).toMatchObject({ steps: expect.arrayContaining([SIGN_OFF]) });
  });

  test('is the publish again that waits, where it went on under its id', async () => {
    const { publish, goLive } = await takenBack('publish');

    expect(goLive).toMatchObject({ status: 'running', steps: expect.arrayContaining([SIGN_OFF]) });
    expect(await listed()).toMatchObject([{ id: publish, submissionState: 'running' }]);
  });

  test('can go live again', async () => {
    await takenBack('publish');
    await rehearsal.goLive('vm');
    rehearsal.pass(4);

    expect(await read(`${OFFER}/status`)).toMatchObject({ status: 'succeeded' });
  });
});
